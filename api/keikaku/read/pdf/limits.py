"""What a PDF may cost: beyond these limits it is refused (docs/profile.md, PDF documents)."""

MOST_BYTES = 50_000_000
MOST_PAGES = 1_000
# A page of a plan has up to 8,000 letters and 1,500 rules.
MOST_LETTERS = 60_000
MOST_RULES = 40_000
MOST_BOXES = 400_000
LONGEST_SIDE = 20_000.0  # points: 7 m
SECONDS_A_PAGE = 20.0
MEMORY = 1 << 30  # bytes of address space for the process that parses
SECONDS_A_DOCUMENT = 600.0
LONGEST_ANSWER = 64_000_000  # bytes: a page as cells
