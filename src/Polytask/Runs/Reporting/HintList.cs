using Polytask.Runs.Hints;

namespace Polytask.Runs.Reporting;

/// <summary>What stands out in the run, and what to do about it.</summary>
internal static class HintList
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        string[] hints = [.. RunHints.Of([input.History]).Sentences];
        if (hints.Length > 0) html.Add($"""<ul class="notices">{Html.Each(hints, (h, hint) => h.Add($"<li>{hint}</li>"))}</ul>""");
        return html.ToMarkup();
    }
}
