"""The figures of docs/security.md, each with a control that shows the test can fail."""
