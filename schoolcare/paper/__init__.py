"""What sets papers: text and letterhead to HTML, HTML to tagged PDF, PDFs bound into packs."""
