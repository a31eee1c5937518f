"""What people wrote below the titles of the seeded world's meetings.

Keyed by title: a meeting without a note simply has no description.
"""

from __future__ import annotations

NOTES = {
    "Sprint planning": "Goal first, tickets second.\n\nCarried over: review links, proxy cache, EXR.",
    "Northlight: quarterly review": "Mateo asks for numbers on restores.\nSlides are in the shared folder.",
    "Conform engine: milestone 3": "- frame-accurate relink\n- audio sync above 48 kHz\n- what we drop",
    "Colour space bug triage": "Start with the two that customers see: the ACEScg tint and pale thumbnails.",
    "Hiring: portfolio talk": "Candidate shows one project of their choice, 25 minutes, then questions.",
    "Architecture forum: proxy cache": "Read the two-page note first. One cache per site or per user?",
    "Docs hour": "Bring one page you wish had existed.",
    "Incident review: Tuesday's ingest stall": "Timeline, what helped, what we change. No blame, no heroes.",
    "Roadmap with Priya": "Second half of the year in three bets.",
    "Performance: 8K scrubbing": "Kenji has traces from the new workstation.",
    "Retro": "Keep / change / try. Cameras optional.",
    "Lunch & learn: anamorphic lenses": "Lucía brings two lenses and a very long sandwich.",
    "Support rota: hand-over": "Open tickets, promised call-backs, anything that smells.",
    "Brightline: onboarding": "Grace and five editors. Expect many questions about shortcuts.",
    "Brightline: licence questions": "Seats or sites? Étienne has the price list.",
    "Brightline: trailer workflow": "Trailers are cut in New York and finished in London.",
    "Sprint review": "Each demo is at most five minutes and starts with who asked for it.",
    "Security review: share links": "Expiry, passwords, and what a forwarded link shows.",
    "Codec licences": "Renewal is due at the end of the month.",
    "Northlight: archive migration": "Northlight still meets on Skype for Business; join from a browser.",
    "上映前の最終確認": "字幕、音声、色の最終確認をお願いします。",
    "مراجعة تصميم الإضاءة": "سنراجع المشاهد الليلية فقط.",
    "פגישת תכנון רבעונית": "יעדים, תקציב ולוח זמנים.",
    "Demo rehearsal": "Full run with the real projector. Bring the backup laptop.",
    "Vendor pitch: cloud render": "Declined: we tried them last spring.",
    "🎬 Wrap lunch for 4.2 🎉": "Whoever fixed the oldest bug chooses the cake.",
    "Fjord Post: card reader check": "Ingrid runs her own call server; the link opens in a browser.",
}
