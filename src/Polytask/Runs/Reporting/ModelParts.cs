namespace Polytask.Runs.Reporting;

/// <summary>The model's parts, their parameters and their multiply-adds for each row: what the tasks share, and what each has for itself.</summary>
internal static class ModelParts
{
    private const string Shared = "shared", Frozen = "frozen";

    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        if (input.History.Started is not { Model.Count: > 0 } started) return html.ToMarkup();
        var total = Math.Max(1, started.Model.Sum(p => p.Parameters));
        html.Add($"""
            {ArchitectureDrawing.Write([.. started.Tasks.Select(task => task.Task)], started.Model)}
            <div class="scroll"><table class="numbers parts">
            <thead><tr><th>Part</th><th>Shape</th><th>Parameters</th><th>Share</th><th>Multiply-adds</th></tr></thead>
            {Html.Each(started.Model.GroupBy(p => p.Owner).OrderBy(g => g.Key != Shared), (h, owner) => WriteOwner(h, owner, total))}
            <tfoot><tr><th>All</th><td></td><td>{Figures.Count(total)}</td><td></td><td>{Figures.Count(started.Model.Sum(p => p.MultiplyAdds))}</td></tr></tfoot>
            </table></div>
            """);
        return html.ToMarkup();
    }

    private static string Owner(string owner) => owner switch { Shared => "Shared by all tasks", Frozen => "Frozen", _ => $"Only for {owner}" };

    private static void WriteOwner(Html html, IGrouping<string, ModelPart> owner, long total)
    {
        var sum = owner.Sum(p => p.Parameters);
        html.Add($"""
            <tbody>
            <tr class="owner"><th>{Owner(owner.Key)}</th><td></td><td>{Figures.Count(sum)}</td><td class="bar" style="--share:{Figures.Css((double)sum / total)}">{Figures.Share((double)sum / total)}</td><td>{Figures.Count(owner.Sum(p => p.MultiplyAdds))}</td></tr>
            {Html.Each(owner, (h, p) => h.Add($"""
                <tr><th>{p.Name}</th><td>{Figures.Shape(p.Shape)}</td><td>{Figures.Count(p.Parameters)}</td><td></td><td>{Figures.Count(p.MultiplyAdds)}</td></tr>
                """))}
            </tbody>
            """);
    }
}
