using Polytask.Balancing;
using Polytask.Comparison;
using Polytask.Comparison.Search;
using Polytask.Training;

namespace Polytask.Tests.Comparison.Search;

public sealed class CandidateSearchTests : IDisposable
{
    private readonly ToyRun _toy = new();

    [Fact]
    public void A_race_ends_with_the_best_and_is_short_for_the_others()
    {
        var search = OfWeights(new SuccessiveHalving(), 8, epochs: 20);
        // Short runs are a little off, and all by as much.
        var rounds = Go(search, one => MadeUp.Distance(Weights(one)) + 1e-9 / one.File.Training.Epochs);
        Assert.Equal([8, 4, 2, 1], rounds.Select(round => round.Count));
        Assert.Equal([2, 5, 10, 20], rounds.Select(round => round.Select(one => one.File.Training.Epochs).Distinct().Single()));
        Assert.Equal([true, true, true, false], rounds.Select(round => round[0].IsShort));
        Assert.Equal(search.Trials.Where(trial => trial.Rung == 1).MinBy(trial => MadeUp.Distance(Weights(trial.Candidate)))!.Candidate, rounds[^1][0]);
        Assert.Equal("2 epochs", rounds[0][0].Name.Split(", ")[1]);
        Assert.Equal(15, search.Trials.Count);
        Assert.All(search.Trials, trial => Assert.Equal(("weights", 1), (trial.Of, trial.Generation)));
    }

    [Fact]
    public void A_race_goes_on_without_those_that_fail_and_ends_where_all_do()
    {
        var worst = OfWeights(new SuccessiveHalving(), 8, epochs: 20);
        var survivors = Go(worst, one => worst.Trials.Count == 0 && MadeUp.Distance(Weights(one)) < 0.9 ? null : MadeUp.Distance(Weights(one)))[1];
        Assert.All(survivors, one => Assert.True(MadeUp.Distance(Weights(one)) >= 0.9));
        Assert.Equal(8, Assert.Single(Go(OfWeights(new SuccessiveHalving(), 8, epochs: 20), _ => null)).Count);
    }

    [Fact]
    public void Given_candidates_are_tried_once_and_by_halving_raced()
    {
        Contender[] given = [.. Enumerable.Range(0, 4).Select(i => new Contender($"{i}", File(4)))];
        Assert.Equal(given, Assert.Single(Go(CandidateSearch.Among(given, new Evolution()), _ => 1)));
        Assert.Equal(["4", "2", "1"], Go(CandidateSearch.Among(given, new SuccessiveHalving()), one => -one.Name[0]).Select(round => $"{round.Count}"));
        Assert.Empty(CandidateSearch.Among([], new SuccessiveHalving()).Next());
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_same_scores_lead_it_the_same_way(SearchStrategy strategy)
    {
        var once = Go(OfWeights(strategy, 20, epochs: 16), one => MadeUp.Distance(Weights(one)));
        var again = Go(OfWeights(strategy, 20, epochs: 16), one => MadeUp.Distance(Weights(one)));
        Assert.Equal(once.Select(round => string.Join('|', round.Select(one => one.Name))), again.Select(round => string.Join('|', round.Select(one => one.Name))));
    }

    [Fact]
    public void Weights_that_come_up_again_do_not_make_it_endless() =>
        // Two copies of each parent, so near that rounding makes them the same.
        Assert.Equal(40, Go(OfWeights(new Evolution { Spread = 0.001 }, 40, epochs: 2), one => MadeUp.Distance(Weights(one))).Sum(round => round.Count));

    public static TheoryData<SearchStrategy> Strategies => [new RandomSearch(), new GridSearch(), new SuccessiveHalving(), new Evolution()];

    public void Dispose() => _toy.Dispose();

    private CandidateSearch OfWeights(SearchStrategy strategy, int count, int epochs) => CandidateSearch.OfWeights(File(epochs) with { Seed = MadeUp.Seed }, strategy, count);

    private Polytask.Configuration.RunFile File(int epochs) => _toy.File with { Training = new JointRegime { Epochs = epochs } };

    private static double[] Weights(Contender contender) => [.. ((Constant)contender.File.Balancing).Weights!.Values];

    private static List<IReadOnlyList<Contender>> Go(CandidateSearch search, Func<Contender, double?> score)
    {
        var rounds = new List<IReadOnlyList<Contender>>();
        while (search.Next() is { Count: > 0 } round)
        {
            rounds.Add(round);
            search.Settle(name => score(round.First(one => one.Name == name)));
        }
        return rounds;
    }
}
