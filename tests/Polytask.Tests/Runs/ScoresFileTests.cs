using Polytask.Metrics;
using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class ScoresFileTests
{
    private static readonly ScoredRows[] Scores =
    [
        new("validation", "mood", [3, 8], new MeasuredRows(new float[] { 0.2f, 0.8f, 0.6f, 0.4f }, 2, new float[] { 1, 0 }, 1, new float[] { 1, 2 })),
        new("test", "mood", [4], new MeasuredRows(new float[] { 0.5f, 0.5f }, 2, new float[] { 1 }, 1)),
        new("test", "score/11", [5], new MeasuredRows(new float[] { 3 }, 1, new float[] { 2 }, 1)),
        new("test", "price level", [], new MeasuredRows(Array.Empty<float>(), 1, Array.Empty<float>(), 1)),
    ];

    [Fact]
    public void What_was_written_is_read()
    {
        using var folder = new TemporaryFolder();
        ScoresFile.Write(folder["scores"], Scores);
        var read = ScoresFile.Read(folder["scores"]);
        Assert.Equal(Scores.Length, read.Count);
        foreach (var (one, other) in Scores.OrderBy(s => s.Task, StringComparer.Ordinal).ThenBy(s => s.Part, StringComparer.Ordinal).Zip(read.OrderBy(s => s.Task, StringComparer.Ordinal).ThenBy(s => s.Part, StringComparer.Ordinal)))
        {
            Assert.Equal((one.Part, one.Task), (other.Part, other.Task));
            Assert.Equal(one.Rows, other.Rows);
            Assert.Equal(one.Measured.Predictions.ToArray(), other.Measured.Predictions.ToArray());
            Assert.Equal(one.Measured.Targets.ToArray(), other.Measured.Targets.ToArray());
            Assert.Equal(Enumerable.Range(0, one.Rows.Count).Select(one.Measured.Weight), Enumerable.Range(0, other.Rows.Count).Select(other.Measured.Weight));
        }
    }

    [Fact]
    public void A_file_that_was_cut_is_refused()
    {
        using var folder = new TemporaryFolder();
        ScoresFile.Write(folder["scores"], Scores);
        var whole = File.ReadAllBytes(folder["scores"]);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(folder["scores"], whole[..length]);
            Assert.Throws<CheckpointException>(() => ScoresFile.Read(folder["scores"]));
        }
    }

    [Fact]
    public void A_file_of_something_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["scores"], new Dictionary<string, string>(), []);
        Assert.Contains("polytask.scores", Assert.Throws<CheckpointException>(() => ScoresFile.Read(folder["scores"])).Message);
    }
}
