namespace Polytask.Runs.Reporting;

/// <summary>A part of a page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What stands in it; a section without a body is left out.</param>
internal sealed record Section(string Id, string Title, Markup Body);

/// <summary>The frame of every report: one HTML file without scripts that needs no network.</summary>
internal static class Page
{
    public static string Render(string title, Markup heading, IReadOnlyList<Section> sections)
    {
        var html = new Html();
        var shown = sections.Where(s => s.Body.Text.Length > 0).ToList();
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{title} · Polytask</title>
            <style>{new Markup(StyleSheet.Text)}</style>
            </head>
            <body>
            <main>
            {heading}
            <nav aria-label="Sections">{Html.Each(shown, (h, s) => h.Add($"""<a href="#{s.Id}">{s.Title}</a>"""))}</nav>
            {Html.Each(shown, (h, s) => h.Add($"""<section id="{s.Id}"><h2>{s.Title}</h2>{s.Body}</section>"""))}
            </main>
            </body>
            </html>
            """);
        return html.ToMarkup().Text;
    }
}
