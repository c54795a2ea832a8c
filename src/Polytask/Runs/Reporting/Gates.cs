namespace Polytask.Runs.Reporting;

/// <summary>How gates weighed the experts in the epoch that was kept, and how many experts they used at first and then.</summary>
internal static class Gates
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        var history = input.History;
        if (history.Gates is not [var first, ..]) return html.ToMarkup();
        var kept = history.Gates.LastOrDefault(gates => history.BestEpoch >= 0 && gates.Epoch == history.Epochs[history.BestEpoch].Epoch) ?? history.Gates[^1];
        string[] experts = [.. kept.Gates.SelectMany(gate => gate.Experts).Distinct()];
        html.Add($"""
            <p class="note">Mean weight of each expert over the validation rows, after epoch {kept.Epoch}. <i>In use</i> is the number of experts that would give the same entropy if all counted
            the same, after the first epoch and after this one: 1 where every row uses one expert alone. An expert without weight anywhere is of no use; one that serves a single gate is not shared.</p>
            <div class="matrix"><div class="scroll"><table class="confusion">
            <thead><tr><th></th><th scope="col">in use</th>{Html.Each(experts, (h, expert) => h.Add($"""<th scope="col">{expert}</th>"""))}</tr></thead>
            <tbody>{Html.Each(kept.Gates, (h, gate) => h.Add($"""
                <tr><th scope="row">{gate.Gate}</th><td>{Used(first.Gates.FirstOrDefault(g => g.Gate == gate.Gate))} → {Used(gate)}</td>{Html.Each(experts, (c, expert) => WriteCell(c, gate, expert))}</tr>
                """))}</tbody>
            </table></div></div>
            """);
        return html.ToMarkup();
    }

    private static string Used(GateChoice? gate) => gate is null ? "–" : Figures.Format(Math.Exp(gate.Entropy));

    private static void WriteCell(Html html, GateChoice gate, string expert)
    {
        var place = gate.Experts.ToList().IndexOf(expert);
        if (place < 0) html.Add($"<td></td>");
        else html.Add($"""<td class="right" style="--share:{Figures.Css(gate.Load[place])}">{Figures.Signed(gate.Load[place])}</td>""");
    }
}
