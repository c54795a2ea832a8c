using Spectre.Console;
using Spectre.Console.Rendering;

namespace Polytask.Cli.Rendering;

/// <summary>Tables of plain text: nothing in it is read as markup.</summary>
internal static class Layout
{
    public static Table Table(params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Plain(column)));
        return table;
    }

    public static void Row(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(Plain));

    public static IRenderable Plain(string text) => new Spectre.Console.Text(text);

    /// <summary>Two columns without lines: a name and what it means.</summary>
    public static Grid Definitions(IEnumerable<(string Name, string Meaning)> definitions)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, meaning) in definitions) grid.AddRow(Plain(name), Plain(meaning));
        return grid;
    }
}
