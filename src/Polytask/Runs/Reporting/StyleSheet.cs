namespace Polytask.Runs.Reporting;

/// <summary>How the report looks. The colours of lines are legible on light and on dark ground.</summary>
internal static class StyleSheet
{
    public const string Training = "#E8710A";
    public const string Validation = "#3B82F6";
    public const string Neutral = "#8A8F98";

    private static readonly string[] Tasks = ["#E8710A", "#3B82F6", "#2F9E6B", "#B25FD3", "#D9483B", "#0E9AA7", "#A98307", "#E2609C"];

    /// <summary>The colour of one of several tasks.</summary>
    public static string ColourOf(int task) => Tasks[task % Tasks.Length];

    /// <summary>Whether the line of a task is dashed, because another one has its colour.</summary>
    public static bool IsDashed(int task) => task / Tasks.Length % 2 == 1;

    public const string Text = $$"""

        :root {
          --ground: #ffffff; --raised: #f6f7f9; --ink: #1b1f24; --quiet: #5c6570; --line: #e1e4e8;
          --training: {{Training}}; --validation: {{Validation}}; --neutral: {{Neutral}};
          --right: #2f9e6b; --wrong: #d9483b; --accent: #2563eb;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root { --ground: #14171b; --raised: #1c2026; --ink: #e6e9ed; --quiet: #9aa4b0; --line: #2e343c; --accent: #7aa9ff; }
        }
        * { box-sizing: border-box; }
        html { background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
        body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 80px; }
        h1 { margin: 0; font-size: 34px; line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere; }
        h2 { margin: 0 0 12px; font-size: 21px; letter-spacing: -.01em; }
        h3 { margin: 24px 0 8px; font-size: 15px; overflow-wrap: anywhere; }
        h4 { margin: 20px 0 6px; font-size: 14px; color: var(--quiet); }
        section { margin-top: 48px; padding-top: 24px; border-top: 1px solid var(--line); }
        section h2 + h3, section h2 + .matrices h3 { margin-top: 0; }
        .eyebrow { margin: 0 0 4px; color: var(--accent); font-size: 12px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
        .verdict { margin: 10px 0 0; font-size: 17px; color: var(--quiet); max-width: 64ch; }
        .note { margin: 0 0 16px; color: var(--quiet); }
        .note a, li a { color: var(--accent); }
        .scroll + .note { margin-top: 12px; }
        small { color: var(--quiet); font-size: 12px; font-weight: 400; }

        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 12px; margin-top: 28px; }
        .card { padding: 16px 18px; border-radius: 10px; background: var(--raised); border: 1px solid var(--line); }
        .card p { margin: 0; overflow-wrap: anywhere; }
        .task { font-weight: 600; }
        .figure { font-size: 32px; font-weight: 650; letter-spacing: -.02em; line-height: 1.3; font-variant-numeric: tabular-nums; }
        .metric, .interval { color: var(--quiet); font-size: 13px; }
        .range { position: relative; height: 6px; margin-top: 10px; border-radius: 3px; background: var(--line); }
        .range i { position: absolute; inset: 0 calc((1 - var(--high)) * 100%) 0 calc(var(--low) * 100%); border-radius: 3px; background: var(--accent); opacity: .45; }
        .range b { position: absolute; top: -3px; left: calc(var(--at) * 100% - 1.5px); width: 3px; height: 12px; border-radius: 2px; background: var(--accent); }
        .facts { display: flex; flex-wrap: wrap; gap: 12px 32px; margin: 24px 0 0; }
        .facts dt { color: var(--quiet); font-size: 12px; }
        .facts dt::first-letter { text-transform: uppercase; }
        .facts dd { margin: 0; font-weight: 550; font-variant-numeric: tabular-nums; }
        nav { display: flex; flex-wrap: wrap; gap: 6px 18px; margin-top: 28px; font-size: 14px; }
        nav a { color: var(--accent); text-decoration: none; }
        nav a:hover { text-decoration: underline; }

        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 7px 12px; text-align: left; vertical-align: top; }
        tbody th { font-weight: 550; }
        thead th { color: var(--quiet); font-size: 12px; font-weight: 550; vertical-align: bottom; }
        .numbers, .mistakes { width: 100%; }
        .numbers tr > *, .mistakes tr > * { border-bottom: 1px solid var(--line); }
        .numbers td, .numbers thead th + th { text-align: right; }
        .numbers tr > .text { text-align: left; }
        .numbers td small { display: block; white-space: nowrap; }
        .numbers tr > :first-child, .mistakes tr > :first-child { padding-left: 0; }
        .numbers tr > :last-child, .mistakes tr > :last-child { padding-right: 4px; }
        .mistakes tr > :last-child { text-align: right; }
        .notices { margin: 0; padding: 0; list-style: none; }
        .notices li { margin-top: 8px; padding: 10px 14px; border-left: 3px solid var(--training); background: var(--raised); border-radius: 0 6px 6px 0; overflow-wrap: anywhere; }

        .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 12px; color: var(--quiet); font-size: 13px; }
        .legend span::before { content: ""; display: inline-block; width: 20px; margin-right: 7px; vertical-align: middle; border-top: 2px solid var(--training); }
        .legend .validation::before { border-color: var(--validation); }
        .legend .best::before { border-top: 2px dashed var(--neutral); }
        .legend .stage::before { border-top: 1px solid var(--neutral); }
        .legend .one::before { border-top: 2px var(--pattern, solid) var(--colour); }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 24px 40px; }
        figure { margin: 0; break-inside: avoid; }
        figcaption { display: flex; flex-wrap: wrap; gap: 0 6px; font-size: 13px; color: var(--quiet); overflow-wrap: anywhere; }
        figcaption b { color: var(--ink); font-weight: 600; }
        figcaption span { margin-left: auto; color: var(--validation); font-variant-numeric: tabular-nums; }
        figure svg { display: block; width: 100%; height: auto; margin-top: 4px; }
        figure svg text { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }

        .matrices { display: flex; flex-wrap: wrap; gap: 24px 48px; align-items: flex-start; }
        .matrix { max-width: 100%; }
        .confusion { border-spacing: 2px; border-collapse: separate; font-size: 13px; }
        .confusion td { min-width: 52px; padding: 8px; white-space: nowrap; text-align: center; border-radius: 4px; background: var(--raised); }
        .confusion th { padding: 4px 8px; font-size: 12px; color: var(--quiet); text-align: right; vertical-align: middle; max-width: 160px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .confusion thead th { text-align: center; }
        .confusion .right { background: color-mix(in srgb, var(--right) calc(var(--share) * 65%), var(--raised)); }
        .confusion .wrong { background: color-mix(in srgb, var(--wrong) calc(var(--share) * 90%), var(--raised)); }
        .confusion td.recall { background: none; color: var(--quiet); }
        .heat { border-spacing: 1px; font-size: 10px; }
        .heat td { width: 12px; min-width: 12px; height: 14px; padding: 0; border-radius: 2px; }
        .heat .right { background: color-mix(in srgb, var(--right) calc(20% + var(--share) * 80%), var(--raised)); }
        .heat .wrong { background: color-mix(in srgb, var(--wrong) calc(15% + var(--share) * 85%), var(--raised)); }
        .heat th { padding: 0 4px; font-size: 10px; line-height: 1.2; }
        .heat small { font-size: 9px; }
        .heat thead th { padding: 0; font-size: 8px; }

        .mistakes td { overflow-wrap: anywhere; }
        .mistakes { table-layout: fixed; min-width: 620px; }
        .mistakes th:first-child { width: 56%; } .mistakes th:last-child { width: 10%; }
        .mistakes td:first-child span { display: block; }
        .mistakes img, .look img { display: block; width: 96px; max-height: 192px; object-fit: contain; image-rendering: pixelated; }
        .looks { display: grid; grid-template-columns: repeat(auto-fill, minmax(428px, 1fr)); gap: 16px 24px; }
        .look { break-inside: avoid; } .look dl { display: flex; gap: 12px; margin: 0 0 4px; }
        .look dl div { width: 96px; } .look dt { color: var(--quiet); font-size: 12px; } .look dd { margin: 0; overflow-wrap: anywhere; }
        .colours { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 12px; font-size: 13px; }
        .colours i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; }
        .colours.scale { justify-content: space-between; gap: 2px; width: 320px; max-width: 100%; } .colours.scale i { width: 100%; margin: 0; }
        .forgetting .own { font-weight: 650; box-shadow: inset 0 0 0 1.5px var(--accent); border-radius: 4px; }
        .forgetting tfoot > tr > * { border-bottom: 0; }
        .better { color: var(--right); } .worse { color: var(--wrong); }
        .classes { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 0 32px; margin-top: 8px; }
        .bars { margin: 0; padding: 0; list-style: none; font-size: 13px; }
        .bars li { display: flex; justify-content: space-between; gap: 12px; margin-top: 3px; padding: 3px 8px; border-radius: 4px;
          background: linear-gradient(90deg, color-mix(in srgb, var(--accent) 22%, var(--ground)) calc(var(--share, 0) * 100%), transparent 0); }
        .bars span { overflow-wrap: anywhere; } .bars b { font-weight: 550; font-variant-numeric: tabular-nums; }
        .rest { color: var(--quiet); }
        .architecture { display: block; margin: 0 auto 20px; }
        .architecture text { fill: var(--ink); font-size: 12px; text-anchor: middle; font-variant-numeric: tabular-nums; }
        .architecture .name { font-weight: 600; font-size: 13px; } .architecture .quiet { fill: var(--quiet); font-size: 11px; }
        .architecture .place { text-anchor: end; }
        .architecture .for { fill: var(--of, var(--ink)); font-weight: 650; font-size: 13px; }
        .architecture rect { fill: var(--raised); stroke: var(--of, var(--neutral)); stroke-width: 1.25; }
        .architecture .own rect { fill: color-mix(in srgb, var(--of) 14%, var(--ground)); }
        .architecture .named rect { stroke-dasharray: 5 3; }
        .architecture .frozen rect { fill: var(--ground); stroke-dasharray: 1 3; }
        .architecture path { fill: none; stroke: var(--of, var(--neutral)); stroke-width: 1.75; stroke-opacity: .85; }
        .parts .owner > * { font-weight: 650; }
        .parts tbody tr:not(.owner) > th { padding-left: 18px; font-weight: 400; }
        .parts tbody tr:not(.owner) > * { color: var(--quiet); border-bottom: 0; padding-top: 2px; padding-bottom: 2px; }
        .parts .owner > * { border-top: 1px solid var(--line); border-bottom: 0; }
        .parts .bar { min-width: 120px; background: linear-gradient(90deg, color-mix(in srgb, var(--accent) 22%, var(--ground)) calc(var(--share) * 100%), transparent 0); }
        .parts tfoot > tr > * { border-top: 1px solid var(--line); border-bottom: 0; font-weight: 650; }
        .forest { width: 34%; min-width: 160px; }
        .forest span { position: relative; display: block; height: 14px; background: linear-gradient(90deg, transparent calc(50% - .5px), var(--neutral) 0, var(--neutral) calc(50% + .5px), transparent 0); }
        .forest i { position: absolute; top: 5px; height: 4px; left: calc(var(--low) * 100%); right: calc((1 - var(--high)) * 100%); border-radius: 2px; background: currentColor; opacity: .55; }
        .forest b { position: absolute; top: 2px; left: calc(var(--at) * 100% - 2px); width: 4px; height: 10px; border-radius: 2px; background: currentColor; }
        .ranks { width: 50%; min-width: 200px; } .differences .text span, .boxes .text span { float: right; }
        .ranks span, .box span { position: relative; display: block; height: 14px; }
        .ranks i { position: absolute; top: 5px; height: 4px; left: calc(var(--low) * 100%); right: calc((1 - var(--high)) * 100%); border-radius: 2px; background: var(--accent); opacity: .55; }
        .ranks b { position: absolute; top: 2px; left: calc(var(--at) * 100% - 2px); width: 4px; height: 10px; border-radius: 2px; background: var(--accent); }
        .boxes th:first-child { width: 30%; } .box { min-width: 220px; }
        .box i { position: absolute; top: 6.5px; height: 1px; left: calc(var(--low) * 100%); right: calc((1 - var(--high)) * 100%); background: var(--neutral); }
        .box b { position: absolute; top: 1px; height: 12px; left: calc(var(--from) * 100%); right: calc((1 - var(--to)) * 100%); min-width: 1px; border: 1px solid var(--accent); border-radius: 2px; }
        .box u { position: absolute; top: 1px; height: 12px; left: calc(var(--at) * 100% - 1px); width: 2px; background: var(--accent); }
        .box s { position: absolute; top: 4px; left: calc(var(--at) * 100% - 3px); width: 6px; height: 6px; border-radius: 3px; background: var(--training); opacity: .8; }
        .sortable thead th { cursor: pointer; } .sortable [aria-sort=ascending]::after { content: " ▲"; } .sortable [aria-sort=descending]::after { content: " ▼"; }
        summary { cursor: pointer; color: var(--accent); }
        pre { margin: 12px 0 0; padding: 16px; overflow-x: auto; border-radius: 8px; background: var(--raised); border: 1px solid var(--line); font: 13px/1.5 ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; }

        @media (max-width: 560px) { main { padding: 24px 16px 48px; } h1 { font-size: 27px; } section { margin-top: 32px; } th, td { padding: 6px 8px; } }
        @media print {
          html { font-size: 12px; } main { max-width: none; padding: 0; } nav { display: none; } .scroll { overflow: visible; }
          section, .card, tr, .matrix { break-inside: avoid; } h2, h3 { break-after: avoid; }
          section { break-inside: auto; } * { print-color-adjust: exact; } details::details-content { content-visibility: visible; block-size: auto; }
        }

        """;
}
