namespace Polytask.Runs.Reporting;

/// <summary>The resolved run file, to read and to copy.</summary>
internal static class RunFileListing
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        html.Add($"""<details><summary>The file that reproduces this run</summary><pre><code>{input.RunFile}</code></pre></details>""");
        return html.ToMarkup();
    }
}
