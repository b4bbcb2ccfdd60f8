"""The local page: look, click to the sentence, decide. Keeps to the keeping tower: it never sees a parser."""
