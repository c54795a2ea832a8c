using System.Globalization;
using Polytask.LinearModels;

namespace Polytask.Bench;

/// <summary>The section of linear models on the School data: what each explains, and by how much it is better than every school by itself.</summary>
internal static class SchoolTable
{
    private const int Splits = Repeats.Count;

    private static readonly (string Name, LinearOptions Options, bool Pooled)[] Models =
    [
        ("`ridge`, every school by itself", new Ridge(), false),
        ("`ridge`, all schools one task", new Ridge(), true),
        ("`mean_regularised`", new MeanRegularised(), false),
        ("`l21`", new JointFeatures(), false),
        ("`trace_norm`", new TraceNorm(), false),
        ("`graph`, all neighbours, sparsity 1", new GraphRegularised { Sparsity = 1 }, false),
        ("`dirty`", new Dirty(), false),
        ("`robust`", new Robust(), false),
        ("`clustered`, 3 clusters", new Clustered(), false),
    ];

    /// <summary>Measures and writes the section.</summary>
    public static void Write(string data, string page)
    {
        var (raw, standard) = (new School(data, standardise: false), new School(data, standardise: true));
        Page.WriteSection(page, "Sharing", "School", $"""
            {raw.Schools} schools, one regression task each, {raw.Pupils.ToString("N0", CultureInfo.InvariantCulture)} pupils: the share of the variance of the pupils' scores that linear models explain on test rows of all schools
            together, in percent. {Splits} splits with the seeds 0 to {Splits - 1}: in every school 75 % of the rows are for training; 20 % of those choose the strength, from 0.1 to 10,000 in
            steps of half a power of ten, and all of them fit again. Mean ± standard deviation over the splits, and the mean gain over every school by itself on the
            same splits with its 95 % interval (Student's t). The loss is half the squared error, added up over rows. A strength is solved to a proximal gradient of 10⁻⁴ of that
            at 0, or for 1,000 steps, from the solution of the one before; features of raw sizes need many steps.

            Features and scores as they lie in the file, no intercepts (one feature is a constant, and is penalised like the others):

            {Table(raw)}
            Features and scores standardised on training rows, and an intercept for each school that no penalty touches, as a run file has it:

            {Table(standard)}
            Data: school.mat of [MALSAR](https://github.com/jiayuzhou/MALSAR). Made by `dotnet run -c Release --project bench/Polytask.Bench -- school school.mat {page}`.
            """);
    }

    private static string Table(School school)
    {
        double[] strengths = [.. Enumerable.Range(0, 11).Select(i => Math.Pow(10, 4 - i / 2.0))];
        var rows = new List<string[]>();
        double[]? alone = null;
        foreach (var (name, options, pooled) in Models)
        {
            var results = Enumerable.Range(0, Splits).Select(split => school.Measure(options, split, strengths, pooled)).ToArray();
            double[] explained = [.. results.Select(result => 100 * result.Explained)];
            alone ??= explained;
            string[] cells =
            [
                name, $"{Show(Repeats.Statistics(explained).Mean)} ± {Show(Repeats.Statistics(explained).Deviation)}", Page.Number(results.Average(result => result.Error), "f3"),
                ReferenceEquals(alone, explained) ? "" : Repeats.Difference(explained, alone, "+0.00;−0.00"),
                $"{Strength(results.Min(result => result.Strength))} to {Strength(results.Max(result => result.Strength))}",
            ];
            Console.WriteLine(string.Join("  ", cells));
            rows.Add(cells);
        }
        return Page.Table(["model", "explained variance, %", "RMSE", "gain over every school by itself", "strengths chosen"], rows);
    }

    private static string Show(double number) => Page.Number(number, "f2");

    private static string Strength(double number) => Page.Number(number, "g2");
}
