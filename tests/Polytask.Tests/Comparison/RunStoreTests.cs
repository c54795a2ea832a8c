using Polytask.Comparison;
using Polytask.Training;

namespace Polytask.Tests.Comparison;

public sealed class RunStoreTests : IDisposable
{
    private readonly ToyRun _toy = new();

    [Fact]
    public void A_run_that_begins_from_a_model_is_trained_again_when_that_is_another_and_not_when_it_is_elsewhere()
    {
        _toy.Train("base");
        var before = Store().PathOf(From("base"));
        Directory.Move(_toy["base"], _toy["moved"]);
        Assert.Equal(before, Store().PathOf(From("moved")));
        _toy.Train("base", new JointRegime { Epochs = 4, BatchSize = 8 });
        Assert.NotEqual(before, Store().PathOf(From("base")));
    }

    [Fact]
    public void Within_one_comparison_the_digest_of_that_model_stays()
    {
        _toy.Train("base");
        var store = Store();
        var before = store.PathOf(From("base"));
        Directory.Delete(_toy["base"], recursive: true);
        Assert.Equal(before, store.PathOf(From("base")));
    }

    [Fact]
    public void Where_there_is_no_such_model_that_is_said()
    {
        var error = Assert.Throws<CheckpointException>(() => Store().PathOf(From("nowhere")));
        Assert.Contains(_toy["nowhere"], error.Message);
        Assert.Contains("cannot be read", error.Message);
    }

    public void Dispose() => _toy.Dispose();

    private RunStore Store() => new(_toy["cache"], "0123");

    private PlannedRun From(string name) => new("run file", null, 1, _toy.File with { Start = Path.Combine(_toy[name], "model") });
}
