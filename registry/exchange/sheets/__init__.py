"""The registry as a spreadsheet: out to CSV and XLSX, and in again, in the same columns.

A sheet is read into parts of five hundred rows (`reading`), checked part by part (`checking`, with
`people` for whom a row means), and imported part by part (`running`): a part is one transaction
together with the mark that says how far the import is.
"""
