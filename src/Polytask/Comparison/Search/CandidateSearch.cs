using System.Globalization;
using Polytask.Balancing;
using Polytask.Configuration;

namespace Polytask.Comparison.Search;

/// <summary>Goes through candidates, round by round, as a strategy says. It remembers nothing but scores, so that finished runs lead it the same way again.</summary>
/// <param name="of">What is searched.</param>
/// <param name="strategy">The strategy.</param>
/// <param name="propose">Candidates of the next generation, from the last trial of each so far; none when it is over.</param>
internal sealed class CandidateSearch(string of, SearchStrategy strategy, Func<IReadOnlyList<Trial>, IReadOnlyList<Contender>> propose)
{
    private const int MostWeightsInName = 4;
    private readonly List<Trial> _settled = [];
    private IReadOnlyList<Trial> _round = [];
    private IReadOnlyList<Rung> _rungs = [];
    private int _generation;
    private int _rung;

    /// <summary>All trials so far.</summary>
    public IReadOnlyList<Trial> Trials => _settled;

    /// <summary>The search of fixed weights.</summary>
    public static CandidateSearch OfWeights(RunFile file, SearchStrategy strategy, int count)
    {
        var space = new WeightSpace(file.Tasks.Count, file.Linear is null ? count : 0, file.Seed);
        return new CandidateSearch("weights", strategy, tried =>
            [.. strategy.Next(space, [.. tried.Select(trial => new ScoredWeights(Weights(trial.Candidate), trial.ValidationDeltaM))]).Select((weights, i) => Weighting(file, weights, tried.Count + i + 1))]);
    }

    /// <summary>The search among given candidates.</summary>
    public static CandidateSearch Among(IReadOnlyList<Contender> candidates, SearchStrategy strategy) =>
        new("combinations", strategy, tried => tried.Count > 0 ? [] : candidates);

    /// <summary>What to train next; nothing when the search is over.</summary>
    public IReadOnlyList<Contender> Next()
    {
        _rung++;
        var candidates = _rung < _rungs.Count ? Best(_rungs[_rung].Candidates) : [];
        if (candidates.Count == 0)
        {
            (_rung, _generation) = (0, _generation + 1);
            candidates = propose([.. _settled.GroupBy(trial => trial.Candidate, ReferenceEqualityComparer.Instance).Select(trials => trials.Last())]);
            _rungs = candidates.Count == 0 ? [] : strategy.Rungs(candidates.Count, candidates.Min(Epochs));
        }
        _round = [.. candidates.Select(candidate => Try(candidate, _rungs[_rung]))];
        return [.. _round.Select(trial => trial.Contender)];
    }

    /// <summary>Takes the scores of what was trained; <c>null</c> for what failed.</summary>
    public void Settle(Func<string, double?> score)
    {
        _round = [.. _round.Select(trial => trial with { ValidationDeltaM = score(trial.Contender.Name) })];
        _settled.AddRange(_round);
    }

    private IReadOnlyList<Contender> Best(int count) =>
        [.. _round.Where(trial => trial.ValidationDeltaM is not null).OrderBy(trial => trial.ValidationDeltaM).Take(count).Select(trial => trial.Candidate)];

    private Trial Try(Contender candidate, Rung rung)
    {
        var epochs = rung.Epochs(candidate.File.Training.Epochs);
        return new Trial(of, candidate, rung.Share < 1 ? candidate.ShortenedTo(epochs) : candidate, _generation, _rung + 1, epochs, null);
    }

    /// <summary>A linear model is solved, not trained by epochs.</summary>
    private static int Epochs(Contender candidate) => candidate.File.Linear is null ? candidate.File.Training.Epochs : 1;

    private static Contender Weighting(RunFile file, IReadOnlyList<double> weights, int number)
    {
        var name = weights.Count <= MostWeightsInName ? string.Join(" : ", weights.Select(weight => weight.ToString("0.00#", CultureInfo.InvariantCulture))) : $"{number}";
        return new Contender($"weights {name}", file with { Balancing = new Constant { Weights = file.Tasks.Keys.Zip(weights).ToDictionary(one => one.First, one => one.Second) } }, Tuning: true);
    }

    private static IReadOnlyList<double> Weights(Contender weighting) => [.. ((Constant)weighting.File.Balancing).Weights!.Values];
}
