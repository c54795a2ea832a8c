using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Polytask.Modules;
using Polytask.Runs;
using Polytask.Runs.Reporting;
using Polytask.Sharing;
using Polytask.Training;

namespace Polytask.Tests.Runs.Reporting;

public sealed class ArchitectureDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly StageOptions[] TwoStages = [new DenseStage { Width = 8 }, new DenseStage { Width = 4 }];

    [Fact]
    public void What_all_tasks_share_is_as_wide_as_their_heads_together()
    {
        var drawing = Draw(new HardSharing { Trunk = TwoStages }, "a", "b");
        Assert.Equal(["trunk", "trunk", "heads", "heads"], Titles(drawing));
        Assert.Equal(["shared", "shared", "own", "own"], Kinds(drawing));
        var (trunk, heads) = (Edges(Boxes(drawing)[1]), Boxes(drawing)[2..].Select(Edges).ToArray());
        Assert.Equal((heads[0].Left, heads[1].Right), trunk);
        Assert.Equal([("trunk", "trunk"), ("trunk", "heads"), ("trunk", "heads")], Lines(drawing));
    }

    [Fact]
    public void Experts_of_a_kind_are_one_box_with_their_number()
    {
        var drawing = Draw(new Mmoe { Trunk = TwoStages[..1], Experts = 5 }, "a", "b");
        Assert.Equal(["experts × 5", "gates", "gates", "heads", "heads"], Titles(drawing));
        Assert.Equal(["6 → 8", "280"], Boxes(drawing)[0].Elements(Svg + "text").Skip(1).Select(text => text.Value));
        Assert.Equal(2, Lines(drawing).Count(line => line == ("experts × 5", "gates")));
    }

    [Fact]
    public void A_gate_has_lines_to_the_experts_that_it_reads_and_to_no_others()
    {
        var drawing = Draw(new Ple { Trunk = TwoStages }, "a", "b");
        string[] readers = [.. Paths(drawing).Select(path => path.Attribute("style")!.Value)];
        // On each level every task reads its own experts and the shared ones; on the first the shared gate, whose lines are of whom it reads, reads all three.
        Assert.Equal(4, Lines(drawing).Skip(Lines(drawing).Count - 6).Count(line => line == ("experts", "gates")));
        Assert.Equal(11, Lines(drawing).Count(line => line == ("experts", "gates")));
        Assert.Equal(readers.Count(one => one.Contains(StyleSheet.ColourOf(0), StringComparison.Ordinal)), readers.Count(one => one.Contains(StyleSheet.ColourOf(1), StringComparison.Ordinal)));
        // What the first level's shared gate reads trains with all tasks.
        Assert.Equal(2, Kinds(drawing).Count(kind => kind == "named"));
    }

    [Fact]
    public void Towers_that_read_each_other_are_crossed_by_lines()
    {
        var drawing = Draw(new CrossStitch { Trunk = TwoStages[..1] }, "a", "b", "c");
        Assert.Equal(9, Lines(drawing).Count(line => line == ("towers", "fusion")));
        Assert.Equal(3, Lines(drawing).Count(line => line == ("fusion", "heads")));
    }

    [Fact]
    public void A_task_that_another_tells_has_a_line_from_its_box()
    {
        var told = Draw(new TransferSharing { Trunk = TwoStages, Order = ["c", "a", "b"] }, "a", "b", "c");
        // The first has a tower and no more, from which a line comes up; what the second makes of it lies above what the third is told.
        Assert.Equal(3, Lines(told).Count(line => line == ("towers", "told")));
        var boxes = Boxes(told).Where(box => box.Value.Contains("told", StringComparison.Ordinal)).Select(Edges).ToArray();
        var aside = Assert.Single(Across(told));
        Assert.Equal((boxes[0].Right, boxes[1].Left), (aside.From, aside.To));

        var heads = Draw(["a", "b", "c"],
        [
            new("trunk.0.weight", "shared", [4, 4], 16, 16), .. new[] { "a", "b", "c" }.Select(task => new ModelPart($"heads.{task}.weight", task, [2, 4], 8, 8, After: task == "c" ? ["a", "b"] : null, Reached: task == "a")),
            new("heads.c.from", "c", [2, 3], 6, 6, After: ["a", "b"]),
        ]);
        Assert.Equal(2, Across(heads).Count());
        Assert.Equal(["shared", "named", "own", "own"], Kinds(heads));
        Assert.Contains("heads of c after a + b: 4 + 3 → 2, 14 parameters.", Boxes(heads)[^1].Element(Svg + "title")!.Value, StringComparison.Ordinal);
        Assert.All(Across(heads), line => Assert.True(line.Top > 18, "expected the line below the names"));
    }

    [Fact]
    public void Tasks_of_a_branch_stand_side_by_side_over_it()
    {
        var drawing = Draw(new Branched { Trunk = TwoStages, StageGroups = [[["a", "c"], ["b"]], [["a"], ["b"], ["c"]]] }, "a", "b", "c");
        Assert.Equal(["a", "c", "b"], Texts(drawing, "for"));
        var branch = Boxes(drawing).Single(box => box.Attribute("class")!.Value == "shared");
        Assert.Contains("of a + c:", branch.Element(Svg + "title")!.Value, StringComparison.Ordinal);
        var heads = Boxes(drawing)[^3..].Select(Edges).OrderBy(edges => edges.Left).ToArray();
        Assert.Equal((heads[0].Left, heads[1].Right), Edges(branch));
    }

    [Fact]
    public void Of_many_tasks_most_are_drawn_as_one()
    {
        string[] tasks = [.. Enumerable.Range(1, 40).Select(task => $"task {task}")];
        var drawing = Draw(new Cgc { Trunk = TwoStages[..1] }, tasks);
        Assert.Equal([.. tasks[..5], "35 more tasks"], Texts(drawing, "for"));
        Assert.Equal(3, Titles(drawing).Count(title => title.EndsWith("× 35", StringComparison.Ordinal)));
        // 35 times 6 × 8 weights and 8 biases.
        Assert.Contains("1,960", Boxes(drawing).Single(box => box.Value.Contains("experts × 35", StringComparison.Ordinal)).Elements().Select(text => text.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(40)]
    public void Everything_is_within_the_drawing_and_no_box_lies_on_another(int tasks)
    {
        SharingOptions[] kinds = [new HardSharing(), new Ple { Trunk = TwoStages }, new AdaTT(), new Stem(), new Home(), new Mtan(), new LowRankSharing(), new TransferSharing(), new SingleTask()];
        foreach (var kind in kinds)
        {
            var drawing = Draw(kind, [.. Enumerable.Range(0, tasks).Select(task => $"t{task}")]);
            var (width, height) = (Number(drawing, "width"), Number(drawing, "height"));
            var boxes = Boxes(drawing).Select(box => box.Elements(Svg + "rect").Last()).Select(box => (X: Number(box, "x"), Y: Number(box, "y"), W: Number(box, "width"), H: Number(box, "height"))).ToArray();
            Assert.All(boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.W <= width && box.Y + box.H <= height));
            foreach (var (index, box) in boxes.Index())
                Assert.All(boxes[..index], other => Assert.True(box.X + box.W <= other.X || other.X + other.W <= box.X || box.Y + box.H <= other.Y || other.Y + other.H <= box.Y, kind.ToString()));
        }
    }

    [Fact]
    public void A_linear_path_beside_the_network_is_part_of_the_head() =>
        Assert.Contains("10 + 12 wide", Texts(Draw(["a"],
        [
            new("inputs.text", "shared", [6, 4], 24), new("wide.text.a", "a", [6, 2], 12), new("trunk.1.weight", "shared", [4, 4], 16, 16),
            new("heads.a.weight", "a", [2, 4], 8, 8), new("heads.a.bias", "a", [2], 2),
        ]), "quiet"));

    [Fact]
    public void A_first_prediction_is_part_of_the_maps_that_it_is_made_of()
    {
        var drawing = Draw(["a", "b"],
        [
            .. new[] { "a", "b" }.Select(task => new ModelPart($"initial.0.{task}.weight", "shared", [4, 3, 3, 3], 108, 972)),
            .. new[] { "a", "b" }.Select(task => new ModelPart($"distillation.{task}.message.weight", task, [4, 8, 3, 3], 288, 2592, Reads: ["initial.0.a", "initial.0.b"])),
            .. new[] { "a", "b" }.Select(task => new ModelPart($"heads.{task}.weight", task, [2, 4], 8, 8)),
            .. new[] { "a", "b" }.Select(task => new ModelPart($"initial_heads.{task}.weight", task, [2, 4], 8, 8, Reads: [$"initial.0.{task}"])),
        ]);
        Assert.Equal(["initial", "initial", "message", "message", "heads", "heads"], Titles(drawing));
        Assert.Equal("3 → 4", Boxes(drawing)[0].Elements(Svg + "text").ElementAt(1).Value);
        Assert.Equal(["108 + 8 head", "108 + 8 head"], Texts(drawing, "quiet").Where(text => text.EndsWith(" head", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_names_of_tasks_give_a_drawing_of_the_same_boxes() => Gen.String.Array[2].Where(names => names[0] != names[1]).ForAll(names =>
    {
        ModelPart[] parts = [new("trunk.0.weight", "shared", [4, 4], 16, 16), .. names.Select(name => new ModelPart($"heads.{name}.weight", name, [2, 4], 8, 8))];
        Assert.Equal(["trunk", "heads", "heads"], Titles(Draw(names, parts)));
    }, iter: 100);

    [Theory]
    [InlineData("weight")]
    [InlineData("heads")]
    [InlineData("trunk.0")]
    [InlineData("</svg><script>")]
    public void A_task_may_be_called_like_a_part(string name)
    {
        var drawing = Draw(new Cgc { Trunk = TwoStages[..1] }, name, "b");
        Assert.Equal(["experts", "experts", "experts", "gates", "gates", "heads", "heads"], Titles(drawing));
        Assert.Equal([name, "b"], Texts(drawing, "for"));
    }

    private static XElement Draw(SharingOptions sharing, params string[] tasks)
    {
        using var store = new ParameterStore(1);
        var widths = sharing.Create(store, [new DenseShape("x", 6)], tasks).Shapes.Select(shape => shape.Numbers).ToList();
        return Draw(tasks, [.. RunSummary.Model(store), .. tasks.Select(task => new ModelPart($"heads.{task}.weight", task, [2, widths[0]], 2 * widths[0], 2 * widths[0]))]);
    }

    private static XElement Draw(IReadOnlyList<string> tasks, IReadOnlyList<ModelPart> parts) =>
        XElement.Parse($"<div>{ArchitectureDrawing.Write(tasks, parts)}</div>").Descendants(Svg + "svg").Single();

    private static XElement[] Boxes(XElement drawing) => [.. drawing.Elements(Svg + "g")];

    private static IEnumerable<string> Kinds(XElement drawing) => Boxes(drawing).Select(box => box.Attribute("class")!.Value);

    private static IEnumerable<string> Titles(XElement drawing) => Texts(drawing, "name");

    private static IEnumerable<string> Texts(XElement drawing, string kind) => drawing.Descendants(Svg + "text").Where(text => text.Attribute("class")?.Value == kind).Select(text => text.Value);

    private static IEnumerable<XElement> Paths(XElement drawing) => drawing.Elements(Svg + "path").Where(path => path.Attribute("class") is null);

    /// <summary>Where lines from box to box of a row begin and end, and how high they come at the most.</summary>
    private static IEnumerable<(double From, double To, double Top)> Across(XElement drawing) =>
        drawing.Elements(Svg + "path").Where(path => path.Attribute("class")?.Value == "across").Select(path => Points(path)).Select(points => (points[0], points[^2], points[3]));

    private static double[] Points(XElement path) =>
        [.. path.Attribute("d")!.Value.Split('M', 'C', ' ').Where(number => number.Length > 0).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>The titles of the boxes that lines join, found by their ends.</summary>
    private static List<(string From, string To)> Lines(XElement drawing)
    {
        return [.. Paths(drawing).Select(Points)
            .Select(numbers => (At(numbers[0], numbers[1] + 1), At(numbers[^2], numbers[^1] - 1)))];

        string At(double x, double y) => Boxes(drawing).Single(box => box.Elements(Svg + "rect").Last() is var rect
            && Number(rect, "x") <= x && x <= Number(rect, "x") + Number(rect, "width") && Number(rect, "y") <= y && y <= Number(rect, "y") + Number(rect, "height")).Elements(Svg + "text").First().Value;
    }

    private static (double Left, double Right) Edges(XElement box) => box.Elements(Svg + "rect").Last() is var rect ? (Number(rect, "x"), Number(rect, "x") + Number(rect, "width")) : default;

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
