using Polytask.Bench;
using Polytask.LinearModels;

namespace Polytask.Tests.LinearModels;

/// <summary>The School data of MALSAR, where the machine has them. Strengths are those that validation rows choose in bench/results/sharing.md.</summary>
public sealed class SchoolTests
{
    [Fact]
    public void There_are_139_schools()
    {
        var school = Read(standardise: false);
        Assert.Equal((139, 15_362), (school.Schools, school.Pupils));
    }

    [Fact]
    public void A_mean_of_all_schools_explains_more_than_every_school_by_itself_or_one_for_all()
    {
        var school = Read(standardise: false);
        double Explained(LinearOptions options, double strength, bool pooled = false) =>
            Enumerable.Range(0, 2).Average(split => 100 * school.Measure(options, split, [strength], pooled).Explained);
        var (alone, pooled, mean) = (Explained(new Ridge(), Math.Sqrt(10)), Explained(new Ridge(), 1, pooled: true), Explained(new MeanRegularised(), 100));
        // An independent program over ten other splits: 34.79 ± 1.18, 33.87 ± 0.93 and 37.36 ± 1.02; two standard deviations for the mean of two splits.
        Assert.InRange(alone, 34.79 - 2 * 1.18, 34.79 + 2 * 1.18);
        Assert.InRange(pooled, 33.87 - 2 * 0.93, 33.87 + 2 * 0.93);
        Assert.InRange(mean, 37.36 - 2 * 1.02, 37.36 + 2 * 1.02);
        // The gain over every school by itself was 1.5 to 2.2 with 95 % over ten splits.
        Assert.True(mean > alone + 0.8 && mean > pooled);
    }

    private static School Read(bool standardise)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "malsar_school_news", "school.mat") is var file && File.Exists(file)) return new School(file, standardise);
        Assert.Skip("needs shared/data/malsar_school_news/school.mat");
        throw new InvalidOperationException();
    }
}
