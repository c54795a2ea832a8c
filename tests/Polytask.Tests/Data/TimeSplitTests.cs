using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class TimeSplitTests
{
    private static readonly TimeSplit ByTime = new() { Column = "time", ValidationShare = 0.25, TestShare = 0.25 };

    [Theory]
    [InlineData("10", "9", "8.5", "-1")]
    [InlineData("2024-10-02", "2024-10-01", "2024-09-30", "1999-12-31")]
    [InlineData("2024-10-02", "2024-10-01T10:00:00Z", "2024-10-01 11:00:00.5+02:00", "2024-10")]
    public void The_newest_rows_are_for_test_and_the_oldest_for_training(string newest, string newer, string older, string oldest) =>
        Assert.Equal([Part.Validation, Part.Training, Part.Test, Part.Training], ByTime.Parts(DataSets.Column("time", [newer, oldest, newest, older])));

    [Fact]
    public void No_row_of_a_part_is_older_than_a_row_of_the_part_before() =>
        Gen.Int[0, 30].Array[4, 60].ForAll(times =>
        {
            Part[] parts;
            try
            {
                parts = ByTime.Parts(DataSets.Column("time", times.Select(time => $"{time}")));
            }
            catch (DataException)
            {
                // Only where so many rows share the oldest time that no cut leaves a training row.
                Assert.True(times.Count(time => time == times.Min()) > times.Length / 2 - 1);
                return;
            }
            var ordered = times.Zip(parts).OrderBy(row => row.First).ToArray();
            Assert.Equal(ordered.Select(row => row.Second).Order(), ordered.Select(row => row.Second));
            Assert.All(times.Zip(parts).GroupBy(row => row.First), equal => Assert.Single(equal.Select(row => row.Second).Distinct()));
        }, iter: 300);

    [Theory]
    [InlineData("1", "2024-01-01", "reviews.csv:3  column 'time': expected a number like the first row's, found \"2024-01-01\".")]
    [InlineData("1", "NaN", "reviews.csv:3  column 'time': expected a number like the first row's, found \"NaN\".")]
    [InlineData("2024-01-01", "01/02/2024", "reviews.csv:3  column 'time': expected a date such as 2024-05-31")]
    [InlineData("2024-01-01", "", "reviews.csv:3  column 'time': expected a date such as 2024-05-31 or 2024-05-31T18:00:00Z, or a number in every row, found an empty cell.")]
    public void A_cell_without_a_time_is_an_error(string first, string second, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<DataException>(() => ByTime.Assign(DataSets.Column("time", [first, second]))).Message);

    [Fact]
    public void One_time_for_all_rows_leaves_none_for_training() =>
        Assert.Contains("expected training rows, found none", Assert.Throws<DataException>(() => ByTime.Assign(DataSets.Column("time", ["1", "1", "1", "1"]))).Message);
}
