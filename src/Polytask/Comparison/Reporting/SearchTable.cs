using System.Globalization;
using Polytask.Comparison.Search;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>Which candidates were tried, round by round, how much of the gain is tuning, and what was left out.</summary>
internal static class SearchTable
{
    public static Markup Write(ComparisonResult result)
    {
        var html = new Html();
        if (result.Tuning is { } tuning) html.Add($"<p>{tuning.Sentence}</p>");
        if (result.LeftOutSentence is { } leftOut) html.Add($"""<p class="worse">{leftOut}</p>""");
        if (result.Trials.Count < 2) return html.ToMarkup();
        html.Add($"""
            <details><summary>{result.Trials.Count} trials</summary><div class="scroll"><table class="numbers sortable">
            <thead><tr><th>Candidate</th><th>Search</th><th>Generation</th><th>Round</th><th>Epochs</th><th>Δm, validation</th></tr></thead>
            <tbody>{Html.Each(result.Trials.OrderBy(trial => trial.Of).ThenBy(trial => trial.Generation).ThenBy(trial => trial.Rung).ThenBy(trial => trial.ValidationDeltaM ?? double.PositiveInfinity), WriteTrial)}</tbody></table></div></details>
            <p class="note">What one generation showed decided who is in the next; of each round of a race the best are in the next, with more epochs. Δm counts from the tasks alone with all of
            their epochs, so that of a short round says who goes on, and no more.</p>
            """);
        CsvDownload.Write(html, "search.csv", ["candidate", "search", "generation", "round", "epochs", "validation"],
            result.Trials.Select(trial => (object?[])[trial.Name, trial.Of, trial.Generation, trial.Rung, trial.Epochs, trial.ValidationDeltaM]));
        return html.ToMarkup();
    }

    private static void WriteTrial(Html html, Trial trial) => html.Add($"""
        <tr><th>{trial.Name}</th><td>{trial.Of}</td><td>{trial.Generation}</td><td>{trial.Rung}</td><td>{trial.Epochs}</td><td data-value="{trial.ValidationDeltaM?.ToString("R", CultureInfo.InvariantCulture) ?? ""}">{(trial.ValidationDeltaM is { } value ? value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) + " %" : "–")}</td></tr>
        """);
}
