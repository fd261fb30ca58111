"""From one content object to HTML, PDF and DOCX: one composition in blocks, three thin renderers."""
