using System.Xml.Linq;

namespace Polytask.Cli.Tests.Commands;

public sealed class ToyTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void It_writes_a_table_and_a_picture_of_every_method()
    {
        var picture = _place["toy.svg"];
        var run = CliRun.Of("toy", "--problem", "ewq", "--method", "equal", "mgda,normalisation=length", "--out", picture).Succeeds();
        Assert.StartsWith("element-wise quadratic (Quinton and Rey, 2024); 50 steps of gradient descent, rate 0.0375\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"equal +\(3, -2\) +\(0\.061, -0\.041\) +\(0\.004, 0\.002\) +0\.0731", run.Output);
        Assert.EndsWith($"\n{picture}\n", run.Output, StringComparison.Ordinal);
        var texts = XDocument.Load(picture).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim()).ToArray();
        Assert.Contains("equal", texts);
        Assert.Contains("mgda,normalisation=length", texts);
    }

    [Theory]
    [InlineData(1, 840, 840)]
    [InlineData(2, 1680, 840)]
    [InlineData(4, 1680, 1680)]
    [InlineData(5, 2520, 1680)]
    public void A_bitmap_is_as_large_as_its_panels(int methods, int width, int height)
    {
        CliRun.Of(["toy", "--problem", "ewq", "--steps", "3", "--out", _place["toy.png"], "--method", .. Enumerable.Repeat("equal", methods)]).Succeeds();
        var bytes = File.ReadAllBytes(_place["toy.png"]);
        Assert.Equal((0x89, 'P', 'N', 'G'), (bytes[0], (char)bytes[1], (char)bytes[2], (char)bytes[3]));
        int Number(int at) => bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
        Assert.Equal((width, height), (Number(16), Number(20)));
    }

    [Fact]
    public void Without_a_method_some_that_differ_are_shown_and_what_they_say_is_said_once()
    {
        var run = CliRun.Of("toy", "--problem", "ewq", "--no-picture").Succeeds();
        Assert.True(run.Output.Split('\n').Count(line => line.Contains("(3, -2)", StringComparison.Ordinal)) > 2);
        Assert.Equal(run.Error.Split('\n').Distinct(), run.Error.Split('\n'));
        Assert.False(File.Exists("toy.png"));
    }

    [Theory]
    [InlineData("--problem  expected one of two_valleys, two_valleys_scaled, ewq, cqf, found 'twovalleys'. Did you mean 'two_valleys'?", "--problem", "twovalleys")]
    [InlineData("Did you mean 'mgda'?", "--method", "mgd")]
    [InlineData("--method cagrad,radus=0.5", "--method", "cagrad,radus=0.5")]
    [InlineData("Did you mean 'radius'?", "--method", "cagrad,radus=0.5")]
    [InlineData("radius: expected a number", "--method", "cagrad,radius=large")]
    [InlineData("expected KIND,KEY=VALUE, found 'radius'", "--method", "cagrad,radius")]
    [InlineData("divides a batch", "--method", "moml")]
    [InlineData("divides a batch", "--method", "ntkmtl,level=features,parts=4")]
    [InlineData("expected one of the tasks first, second, found 'third'", "--method", "famo,least.third=1")]
    [InlineData("--steps  expected a whole number of at least 1, found 0", "--steps", "0")]
    [InlineData("--rate  expected a number above 0, found 0", "--rate", "0")]
    [InlineData("--out  expected a file that ends in .png or .svg, found 'toy.gif'", "--out", "toy.gif")]
    public void What_it_cannot_do_it_refuses(string said, params string[] arguments) => CliRun.Of(["toy", .. arguments]).Refuses(2, said);

    [Fact]
    public void It_can_be_interrupted() => CliRun.Interrupted("toy", "--no-picture").Refuses(130, "Cancelled.");

    public void Dispose() => _place.Dispose();
}
