"""Papers that an office may go on editing, as DOCX (WordprocessingML, ECMA-376): docs/adr/0014."""

from .minutes import minutes_docx as minutes_docx
