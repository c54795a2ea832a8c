using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class CmuFacesSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Face(int shade) => $"1 {string.Join(' ', Enumerable.Repeat(shade, 960))}\n";

    private string Write(string posedFace)
    {
        (string, string)[] files =
        [
            ("Pose/trainingInpP.txt", Face(1) + posedFace), ("Pose/trainingOutP.txt", "1 0 0 0\n0 0 1 0 \n"), ("Pose/testInpP1.txt", Face(3)), ("Pose/testOutP1.txt", "0 1 0 0\n"),
            ("Face/trainingInpF.txt", Face(3)), ("Face/trainingOutF.txt", "0 0 1\n"), ("Face/testInpF1.txt", Face(1)), ("Face/testOutF1.txt", "0 1 0\n"),
            ("Sunglasses/trainingInpS.txt", Face(1)), ("Sunglasses/trainingOutS.txt", "0 1\n"), ("Sunglasses/testInpS1.txt", Face(3)), ("Sunglasses/testOutS1.txt", "1 0\n"),
        ];
        return _folder.WriteZip("faces.zip", files);
    }

    [Fact]
    public void An_image_has_the_labels_of_the_lists_of_each_part()
    {
        var source = new CmuFacesSource { Path = Write(Face(2)) };
        SourceContract.Holds(source);
        var table = source.Load();
        Assert.Equal(["image", "pose", "identity", "sunglasses", "part"], table.Columns);
        Assert.Equal([["1", null, "2", "train"], ["3", null, null, "train"], [null, "3", null, "train"], ["2", null, "1", "test"], [null, "2", null, "test"]], table.Rows.Select(row => row.Values.Skip(1)));
        Assert.Equal(table.Rows[0].Values[0], table.Rows[4].Values[0]);
    }

    [Theory]
    [InlineData("1 2 3\n", "expected 1 and 960 numbers, found 3 numbers.")]
    [InlineData("1 300 3\n", "found 3 numbers.")]
    public void A_line_that_is_no_face_is_an_error(string line, string message)
    {
        var error = new CmuFacesSource { Path = Write(line) }.Error();
        Assert.StartsWith("faces.zip/Pose/trainingInpP.txt:2  ", error);
        Assert.Contains(message, error);
    }
}
