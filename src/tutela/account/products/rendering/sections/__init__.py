"""The twelve sections of the quarterly threat assessment, each a function from the content to blocks."""
