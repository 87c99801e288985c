"""The first form of the file, and the triggers that make its journal append-only."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE draft (
    "key" VARCHAR(80) NOT NULL,
    body VARCHAR NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE form_definition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    form_id VARCHAR(60) NOT NULL,
    version INTEGER NOT NULL,
    digest VARCHAR(64) NOT NULL,
    body VARCHAR NOT NULL,
    UNIQUE (digest)
);
CREATE INDEX ix_form_definition_form_id ON form_definition (form_id);

CREATE TABLE importmapping (
    fingerprint VARCHAR(64) NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (fingerprint)
);

CREATE TABLE journal_blob (
    digest VARCHAR(64) NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (digest)
);

CREATE TABLE journal_head (
    id INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    chain VARCHAR(64) NOT NULL,
    seal VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE journal_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(120) NOT NULL,
    who VARCHAR(120) NOT NULL,
    at VARCHAR(32) NOT NULL,
    undoes_id INTEGER,
    redoes_id INTEGER,
    undoable BOOLEAN NOT NULL,
    chain VARCHAR(64) NOT NULL,
    FOREIGN KEY(undoes_id) REFERENCES journal_step (id),
    FOREIGN KEY(redoes_id) REFERENCES journal_step (id)
);
CREATE INDEX ix_journal_step_redoes_id ON journal_step (redoes_id);
CREATE INDEX ix_journal_step_undoes_id ON journal_step (undoes_id);

CREATE TABLE pupil (
    upn VARCHAR(20) NOT NULL,
    legal_forename VARCHAR(100) NOT NULL,
    legal_surname VARCHAR(100) NOT NULL,
    middle_names VARCHAR(150) NOT NULL,
    preferred_forename VARCHAR(100) NOT NULL,
    preferred_surname VARCHAR(100) NOT NULL,
    former_surname VARCHAR(100) NOT NULL,
    date_of_birth DATE,
    sex VARCHAR(1) NOT NULL,
    pronouns VARCHAR(40) NOT NULL,
    year_group VARCHAR(2) NOT NULL,
    form VARCHAR(40) NOT NULL,
    key_adult VARCHAR(120) NOT NULL,
    ethnicity VARCHAR(60) NOT NULL,
    home_language VARCHAR(60) NOT NULL,
    other_languages VARCHAR(120) NOT NULL,
    eal BOOLEAN NOT NULL,
    interpreter BOOLEAN NOT NULL,
    large_print BOOLEAN NOT NULL,
    pupil_premium BOOLEAN NOT NULL,
    free_school_meals BOOLEAN NOT NULL,
    looked_after BOOLEAN NOT NULL,
    previously_looked_after BOOLEAN NOT NULL,
    social_worker BOOLEAN NOT NULL,
    young_carer BOOLEAN NOT NULL,
    service_child BOOLEAN NOT NULL,
    medical_note VARCHAR(400) NOT NULL,
    sessions_possible INTEGER,
    sessions_missed INTEGER,
    part_time BOOLEAN NOT NULL,
    what_helps VARCHAR(600) NOT NULL,
    joined_on DATE,
    left_on DATE,
    left_to VARCHAR(120) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    added_at VARCHAR(32) NOT NULL
);

CREATE TABLE savedfilter (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(60) NOT NULL,
    body VARCHAR NOT NULL,
    position INTEGER NOT NULL
);

CREATE TABLE school (
    name VARCHAR(120) NOT NULL,
    address VARCHAR(400) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    email VARCHAR(120) NOT NULL,
    website VARCHAR(200) NOT NULL,
    trust VARCHAR(120) NOT NULL,
    trust_words VARCHAR(200) NOT NULL,
    headteacher VARCHAR(120) NOT NULL,
    senco_name VARCHAR(120) NOT NULL,
    senco_phone VARCHAR(40) NOT NULL,
    senco_email VARCHAR(120) NOT NULL,
    sendiass_name VARCHAR(120) NOT NULL,
    sendiass_phone VARCHAR(40) NOT NULL,
    logo BLOB,
    pathway VARCHAR(60) NOT NULL,
    made_up BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE search_near (
    piece VARCHAR(4) NOT NULL,
    word VARCHAR(150) NOT NULL,
    PRIMARY KEY (piece, word)
)
 WITHOUT ROWID;

CREATE TABLE search_pupil (
    pupil_id INTEGER NOT NULL,
    sort_name VARCHAR(300) NOT NULL,
    PRIMARY KEY (pupil_id)
);
CREATE INDEX ix_search_pupil_sort_name ON search_pupil (sort_name);

CREATE TABLE search_word (
    kind VARCHAR(1) NOT NULL,
    word VARCHAR(150) NOT NULL,
    pupil_id INTEGER NOT NULL,
    PRIMARY KEY (kind, word, pupil_id)
)
 WITHOUT ROWID;
CREATE INDEX ix_search_word_pupil_id ON search_word (pupil_id, kind, word);

CREATE TABLE setting (
    "key" VARCHAR(80) NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE term (
    academic_year INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE contact (
    name VARCHAR(150) NOT NULL,
    relationship VARCHAR(60) NOT NULL,
    parental_responsibility VARCHAR(8) NOT NULL,
    lives_with BOOLEAN,
    address VARCHAR(400) NOT NULL,
    phone VARCHAR(60) NOT NULL,
    other_phone VARCHAR(60) NOT NULL,
    email VARCHAR(150) NOT NULL,
    best_time VARCHAR(120) NOT NULL,
    rank INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER NOT NULL,
    FOREIGN KEY(pupil_id) REFERENCES pupil (id)
);
CREATE INDEX ix_contact_pupil_id ON contact (pupil_id);

CREATE TABLE journal_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL,
    table_name VARCHAR(60) NOT NULL,
    row_key VARCHAR(80) NOT NULL,
    pupil_id INTEGER,
    "before" VARCHAR,
    "after" VARCHAR,
    FOREIGN KEY(step_id) REFERENCES journal_step (id)
);
CREATE INDEX ix_journal_change_pupil_id ON journal_change (pupil_id);
CREATE INDEX ix_journal_change_step_id ON journal_change (step_id);

CREATE TABLE let_out (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER,
    what VARCHAR(200) NOT NULL,
    how VARCHAR(10) NOT NULL,
    path VARCHAR(1000) NOT NULL,
    pages INTEGER NOT NULL,
    copy_for VARCHAR(10) NOT NULL,
    copies INTEGER NOT NULL,
    protected BOOLEAN NOT NULL,
    digest VARCHAR(64) NOT NULL,
    at VARCHAR(32) NOT NULL,
    removed_at VARCHAR(32),
    FOREIGN KEY(pupil_id) REFERENCES pupil (id)
);
CREATE INDEX ix_let_out_pupil_id ON let_out (pupil_id);

CREATE TABLE meeting (
    "on" DATE NOT NULL,
    at VARCHAR(5) NOT NULL,
    place VARCHAR(120) NOT NULL,
    led_by VARCHAR(120) NOT NULL,
    invited VARCHAR(2000) NOT NULL,
    reason VARCHAR(400) NOT NULL,
    held BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER NOT NULL,
    FOREIGN KEY(pupil_id) REFERENCES pupil (id)
);
CREATE INDEX ix_meeting_pupil_id ON meeting (pupil_id);

CREATE TABLE need (
    code VARCHAR(4) NOT NULL,
    rank INTEGER NOT NULL,
    area VARCHAR(13) NOT NULL,
    identified_by VARCHAR(15),
    since DATE,
    note VARCHAR(400) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER NOT NULL,
    FOREIGN KEY(pupil_id) REFERENCES pupil (id)
);
CREATE INDEX ix_need_pupil_id ON need (pupil_id);

CREATE TABLE response (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER NOT NULL,
    definition_id INTEGER NOT NULL,
    form_id VARCHAR(60) NOT NULL,
    paper VARCHAR(60) NOT NULL,
    state VARCHAR(10) NOT NULL,
    answers VARCHAR NOT NULL,
    started_at VARCHAR(32) NOT NULL,
    changed_at VARCHAR(32) NOT NULL,
    completed_at VARCHAR(32),
    completed_on DATE,
    declined_by VARCHAR(150) NOT NULL,
    declined_on DATE,
    declined_reason VARCHAR(600) NOT NULL,
    talked_on DATE,
    amends_id INTEGER,
    based_on_id INTEGER,
    FOREIGN KEY(pupil_id) REFERENCES pupil (id),
    FOREIGN KEY(definition_id) REFERENCES form_definition (id),
    FOREIGN KEY(amends_id) REFERENCES response (id),
    FOREIGN KEY(based_on_id) REFERENCES response (id)
);
CREATE INDEX ix_response_form_id ON response (form_id);
CREATE INDEX ix_response_paper ON response (paper);
CREATE INDEX ix_response_pupil_id ON response (pupil_id);

CREATE TABLE stage_spell (
    stage VARCHAR(14) NOT NULL,
    started_on DATE NOT NULL,
    ended_on DATE,
    reason VARCHAR(600) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pupil_id INTEGER NOT NULL,
    entered_at VARCHAR(32) NOT NULL,
    FOREIGN KEY(pupil_id) REFERENCES pupil (id)
);
CREATE INDEX ix_stage_spell_pupil_id ON stage_spell (pupil_id);

CREATE TABLE response_paper (
    response_id INTEGER NOT NULL,
    pdf BLOB NOT NULL,
    digest VARCHAR(64) NOT NULL,
    PRIMARY KEY (response_id),
    FOREIGN KEY(response_id) REFERENCES response (id)
)
"""

APPEND_ONLY = ("journal_step", "journal_change", "journal_blob")


def upgrade() -> None:
    """Make the tables, their indexes and the journal's guards."""
    for statement in TABLES.split(";"):
        op.execute(statement)
    for table in APPEND_ONLY:
        for doing in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{doing} BEFORE {doing.upper()} ON {table} "
                "BEGIN SELECT raise(ABORT, 'the journal is only ever added to'); END"
            )
