using Polytask.Comparison.Search;
using Polytask.Runs;
using Polytask.Runs.Hints;

namespace Polytask.Comparison;

/// <summary>Finds out what a comparison is asked: which model is best, why, what to do about it, and whether that helps.</summary>
/// <param name="rounds">Trains.</param>
/// <param name="options">What is asked.</param>
/// <param name="directory">The directory of the comparison.</param>
internal sealed class Findings(Rounds rounds, ComparisonOptions options, string directory)
{
    private readonly CandidateSearch[] _searches =
    [
        CandidateSearch.Among(rounds.Plan.Variants, options.Search),
        CandidateSearch.OfWeights(rounds.Plan.File, options.Search, options.Weights),
    ];

    /// <summary>Trains all that it takes, and sums it up.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the next time goes on.</exception>
    public async Task<ComparisonResult> FindAsync(CancellationToken cancellation)
    {
        var board = await SearchAsync(cancellation).ConfigureAwait(false);
        var given = board.Runs(rounds.Plan.Given.Name).Select(run => run.History).ToArray();
        string[] names = [.. rounds.Plan.File.Tasks.Keys];
        var affinity = options.Pairs ? board.PairAffinity() : TaskAffinity.Of(names, [.. given.SelectMany(history => history.Affinities)]);
        if (affinity is not null && options.Groups > 1)
            board = await rounds.TrainAsync(Groupings(affinity), cancellation).ConfigureAwait(false);

        var hints = RunHints.Of(given);
        var recommendations = Advise(board, affinity, hints);
        Fix? fix = null;
        if (options.Fix)
        {
            board = await rounds.TrainAsync(recommendations.Select(one => one.Contender).OfType<Contender>(), cancellation).ConfigureAwait(false);
            fix = FixOf(board);
            recommendations = Advise(board, affinity, hints);
        }
        Delivery? delivery = null;
        if (options.NoTaskLeftBehind) (board, delivery) = await DeliverAsync(board, cancellation).ConfigureAwait(false);
        var results = board.Results();
        Trial[] trials = [.. _searches.SelectMany(search => search.Trials)];
        return new ComparisonResult(
            rounds.Plan.File.Name, directory, rounds.Plan.Seeds, trials.Count(trial => trial is { Candidate.Tuning: true, Rung: 1, ValidationDeltaM: not null }), results,
            Causes.Gradients(names, given), affinity, hints.Overfit.ToDictionary(one => one.Task, one => one.Epoch), recommendations, fix, delivery)
        {
            Trials = trials,
            Tuning = TuningOf(results, board.Tuned?.Name),
            LeftOut = [.. rounds.LeftOut.Select(contender => contender.Name)],
        };
    }

    /// <summary>Trains the tasks alone, the run file and what the searches try, until they are over or the time is.</summary>
    private async Task<Scoreboard> SearchAsync(CancellationToken cancellation)
    {
        for (Scoreboard? board = null; ;)
        {
            Contender[] next = [.. _searches.SelectMany(search => search.Next())];
            if (board is not null && next.Length == 0) return board;
            board = await rounds.TrainAsync(next, cancellation).ConfigureAwait(false);
            foreach (var search in _searches) search.Settle(board.Score);
            if (rounds.LeftOut.Count > 0) return board;
        }
    }

    private static TuningGain? TuningOf(IReadOnlyList<ContenderResult> results, string? name)
    {
        var (given, tuned, chosen) = (results[1], results.FirstOrDefault(result => result.Name == name), results.FirstOrDefault(result => result.Chosen));
        return given.ValidationDeltaM - tuned?.ValidationDeltaM is { } validation && given.DeltaM - tuned?.DeltaM is { } test && given.DeltaM - chosen?.DeltaM is { } all
            ? new TuningGain(tuned!.Name, validation, test, chosen!.Name, all) : null;
    }

    private IEnumerable<Contender> Groupings(TaskAffinity affinity) =>
        from most in Enumerable.Range(2, Math.Min(options.Groups, affinity.Tasks.Count) - 1)
        let groups = TaskGrouping.Best(affinity, most)
        where groups.Count > 1
        select Contender.OfGroups(rounds.Plan.Given.File, groups);

    private IReadOnlyList<Recommendation> Advise(Scoreboard board, TaskAffinity? affinity, RunHints hints)
    {
        var contenders = board.Results();
        var hurt = contenders.FirstOrDefault(contender => contender.Chosen) is { } chosen ? board.HurtOnValidation(chosen.Name) : [];
        var recommendations = new Advice(rounds.Plan, contenders, hurt, affinity, hints).Recommendations();
        foreach (var contender in recommendations.Select(one => one.Contender).OfType<Contender>()) rounds.Write(contender);
        return recommendations;
    }

    private Fix? FixOf(Scoreboard board)
    {
        var results = board.Results();
        var (given, chosen) = (results[1], results.FirstOrDefault(result => result.Chosen));
        return chosen is null || chosen == given || given.Failure is not null || given.ValidationDeltaM - chosen.ValidationDeltaM is not { } validation || given.DeltaM - chosen.DeltaM is not { } test
            ? null : new Fix(chosen.Name, validation, test, board.HurtOnTest(chosen.Name, given.Name));
    }

    /// <summary>Gives every task a branch of its own that the best model hurts on validation rows, until it hurts none that shares.</summary>
    private async Task<(Scoreboard, Delivery?)> DeliverAsync(Scoreboard board, CancellationToken cancellation)
    {
        if (board.Results().FirstOrDefault(result => result.Chosen) is not { } chosen) return (board, null);
        var name = chosen.Name;
        IReadOnlyList<IReadOnlyList<string>> groups = [[.. rounds.Plan.File.Tasks.Keys]];
        while (board.HurtOnValidation(name).Where(task => groups.Any(group => group.Count > 1 && group.Contains(task))).ToArray() is { Length: > 0 } hurt)
        {
            groups = TaskGrouping.Apart(groups, hurt);
            var contender = Contender.OfGroups(rounds.Plan.Given.File, groups);
            board = await rounds.TrainAsync([contender], cancellation).ConfigureAwait(false);
            if (!board.Runs(contender.Name).Any()) return (board, null);
            name = contender.Name;
        }
        const string Delivered = "delivered";
        var run = board.Runs(name).First();
        RunDirectory.Read(run.Directory).CopyTo(Path.Combine(directory, Delivered));
        return (board, new Delivery(name, [.. groups.Where(group => group.Count == 1).Select(group => group[0])], board.Results().Single(result => result.Name == name).Parameters, Delivered, chosen.Parameters));
    }
}
