using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class TrimmedMeanTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public void Directions_are_those_of_TorchJD(string kind)
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "TrimmedMean", kind))
            Directions.Agree(vector, Directions.Of(new TrimmedMean { Trim = (int)vector.Parameter("trim_number") }, vector.Matrix), vector.Tolerance);
    }

    [Fact]
    public void Without_trimming_it_is_the_mean() => Gen.Double[-2, 2].Array[4].Array[3].ForAll(rows =>
        Directions.Close(Directions.Combination(rows, [1 / 3.0, 1 / 3.0, 1 / 3.0]), Directions.Of(new TrimmedMean { Trim = 0 }, rows), 1e-6)); // Single precision.

    [Fact]
    public void It_is_the_mean_of_the_sorted_numbers_without_both_ends() =>
        Gen.Select(Gen.Double[-2, 2].Array[300].Array[5, 9], Gen.Int[1, 2]).ForAll((rows, trim) =>
            Directions.Close([.. Enumerable.Range(0, 300).Select(k => rows.Select(row => row[k]).Order().Skip(trim).SkipLast(trim).Average())],
                Directions.Of(new TrimmedMean { Trim = trim }, rows), 1e-6), iter: 20); // Single precision.

    [Fact]
    public void One_wild_task_cannot_leave_the_range_of_the_others() =>
        Gen.Select(Gen.Double[-2, 2].Array[4].Array[4], Gen.Double[-1e30, 1e30]).ForAll((rows, wild) =>
        {
            var direction = Directions.Of(new TrimmedMean(), [.. rows, [wild, -wild, wild, -wild]]);
            for (var k = 0; k < 4; k++) Assert.InRange(direction[k], rows.Min(row => (float)row[k]), rows.Max(row => (float)row[k]));
        });

    [Fact]
    public void Too_few_tasks_are_an_error()
    {
        Assert.Equal("balancing.trim: expected at least 5 tasks to leave out 2 at each end, found 4. Set it to 1 at most.",
            Assert.Throws<ConfigurationException>(() => new TrimmedMean { Trim = 2 }.Create(Steps.Problem(4))).Message);
        Assert.Equal(5, new TrimmedMean { Trim = 2 }.Create(Steps.Problem(5)).FewestTasks);
    }
}
