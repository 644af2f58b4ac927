"""Notices, announcements of audits, and memos: their issues, and what stands around them."""

from rectledger.exchange.imports.notices.reading import headline, read_notice

__all__ = ["headline", "read_notice"]
