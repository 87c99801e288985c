"""The painted widgets that every page is made of: see each file for what it draws."""

from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.blocks import Card, Column, EmptyPage, Ground, Notice, Picture, Summary
from senco_desk.ui.widgets.buttons import BareButton, Button, IconButton, MainButton
from senco_desk.ui.widgets.choices import Check, Pick, Radio, Segmented, paint_box
from senco_desk.ui.widgets.fields import Area, Field, Line, Passphrase, Search
from senco_desk.ui.widgets.flow import Flow
from senco_desk.ui.widgets.marks import Chip, Mark, StageDots, State, paint_dots, paint_mark, words_role
from senco_desk.ui.widgets.progress import JobProgress
from senco_desk.ui.widgets.stones import paint_brand, stone
from senco_desk.ui.widgets.tabs import Tabs
from senco_desk.ui.widgets.words import Elided, Hairline, Head, Small, Title, Words

__all__ = [
    "Area", "BareButton", "Button", "Card", "Check", "Chip", "Column", "Elided", "EmptyPage", "Field", "Flow",
    "Ground", "Hairline", "Head", "IconButton", "JobProgress", "Line", "MainButton", "Mark", "Notice",
    "Passphrase", "Pick", "Picture", "Radio", "Search", "Segmented", "Small", "StageDots", "State", "Summary",
    "Tabs", "Themed", "Title", "Words",
    "paint_box", "paint_brand", "paint_dots", "paint_mark", "stone", "words_role",
]  # fmt: skip
