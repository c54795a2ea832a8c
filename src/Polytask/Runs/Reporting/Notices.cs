namespace Polytask.Runs.Reporting;

/// <summary>What the user should know, and which tasks stopped early.</summary>
internal static class Notices
{
    public static Markup Write(ReportInput input)
    {
        var lines = input.History.Notices.Select(n => n.Message)
            .Concat(input.History.Stops.Select(s => $"{s.Task ?? "The run"} stopped early after epoch {s.Epoch}; its best epoch was {s.BestEpoch}."))
            .ToList();
        var html = new Html();
        if (lines.Count > 0) html.Add($"""<ul class="notices">{Html.Each(lines, (h, line) => h.Add($"<li>{line}</li>"))}</ul>""");
        return html.ToMarkup();
    }
}
