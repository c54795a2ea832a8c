using Polytask.Numerics;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>The mean ranks of the models over the tasks, with the critical difference of Nemenyi's test: models whose bars overlap are not told apart.</summary>
/// <remarks>Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, Journal of Machine Learning Research 7, 2006.</remarks>
internal static class RankDiagram
{
    /// <summary>How far two mean ranks must be apart at a level of 5 %.</summary>
    /// <param name="models">The models that are ranked.</param>
    /// <param name="tasks">The tasks.</param>
    public static double CriticalDifference(int models, int tasks) =>
        StudentizedRange.Quantile(0.95, models) / Math.Sqrt(2) * Math.Sqrt(models * (models + 1) / (6.0 * tasks));

    public static Markup Write(ComparisonResult result)
    {
        var html = new Html();
        ContenderResult[] ranked = [.. result.Contenders.Where(one => one.MeanRank is not null).OrderBy(one => one.MeanRank)];
        if (ranked.Length < 2) return html.ToMarkup();
        var (models, tasks) = (ranked.Length, result.Alone.Tasks.Count);
        var difference = CriticalDifference(models, tasks);
        html.Add($"""
            <div class="scroll"><table class="numbers differences"><thead><tr><th>Model</th><th>Mean rank</th><th class="text">1<span>{models}</span></th></tr></thead>
            <tbody>{Html.Each(ranked, (h, one) => h.Add($"""
                <tr><th>{one.Name}</th><td>{Figures.Format(one.MeanRank)}</td><td class="ranks"><span style="--low:{Figures.Css(Place(one.MeanRank!.Value - difference / 2))};--high:{Figures.Css(Place(one.MeanRank.Value + difference / 2))};--at:{Figures.Css(Place(one.MeanRank.Value))}"><i></i><b></b></span></td></tr>
                """))}</tbody></table></div>
            <p class="note">Ranks on test rows, 1 for the best, the mean over {tasks} tasks. Two models whose bars do not overlap differ at a level of 5 %: their mean ranks are further apart than the critical
            difference, {Figures.Format(difference)}{(difference >= models - 1 ? ", which is further than ranks can be apart with so few tasks" : "")} (Nemenyi's test).</p>
            """);
        CsvDownload.Write(html, "ranks.csv", ["model", "mean rank", "critical difference"], ranked.Select(one => (object?[])[one.Name, one.MeanRank, difference]));
        return html.ToMarkup();

        double Place(double rank) => (rank - 1) / (models - 1);
    }
}
