namespace ScalingTools.Plotting;

/// <summary>How a report looks: light or dark as the reader's system is, one column on a phone, black on white on paper. Figures are white sheets, whose colours are made for that.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1a1a1a; --soft: #5f5f5f; --line: #d9d9d9; --back: #ffffff; --card: #f6f6f6; --off: #a33a00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #a8a8a8; --line: #444444; --back: #161616; --card: #222222; --off: #ff9d66; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 Helvetica, Arial, sans-serif; color: var(--ink); background: var(--back); overflow-wrap: break-word; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.5rem 0; }
        h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
        .question { font-size: 1.1rem; color: var(--soft); white-space: pre-line; }
        .note, figcaption { font-size: 0.9rem; color: var(--soft); margin: 0.3rem 0; }
        figure { margin: 0.5rem 0; }
        .sheet, .wide { overflow-x: auto; }
        .sheet svg { display: block; width: 100%; min-width: 30rem; max-width: 45rem; height: auto; border-radius: 4px; }
        table { border-collapse: collapse; font-size: 0.9rem; }
        th, td { padding: 0.2rem 0.7rem 0.2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        th.unbroken, td.unbroken { white-space: nowrap; }
        .off { color: var(--off); font-weight: bold; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.2rem 1.5rem; font-size: 0.9rem; margin: 0.5rem 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        pre { padding: 0.7rem; background: var(--card); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; }
        sup { line-height: 0; }
        @media print {
          :root { --ink: #000000; --soft: #444444; --line: #bbbbbb; --back: #ffffff; --card: #ffffff; --off: #000000; }
          html { font-size: 9pt; }
          body { max-width: none; padding: 0; }
          .sheet, .wide { overflow: visible; }
          .sheet svg { min-width: 0; }
          table { font-size: 6.5pt; max-width: 100%; }
          th, td, th.number, td.number, th.unbroken, td.unbroken { white-space: normal; overflow-wrap: anywhere; padding-right: 0.4rem; }
          figure, tr, pre { break-inside: avoid; }
          h2 { break-after: avoid; }
          pre { border: 1px solid var(--line); }
        }
        """;
}
