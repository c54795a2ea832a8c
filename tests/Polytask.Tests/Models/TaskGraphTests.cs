using Polytask.Models;
using Polytask.Tasks;
using Polytask.Tests.Tasks;

namespace Polytask.Tests.Models;

public sealed class TaskGraphTests
{
    [Fact]
    public void Every_task_stands_behind_all_that_it_takes()
    {
        var graph = Graph(("a", new BinaryTask { Given = "c" }), ("b", new BinaryTask { From = ["a"], StopGradient = true }), ("c", new BinaryTask { From = ["d"] }), ("d", new BinaryTask()));
        Assert.Equal([3, 2, 0, 1], graph.Order);
        Assert.Equal([true, true, true, true], graph.With([false, true, false, false]));
        Assert.Equal([false, true, false, false], graph.Trained([false, true, false, false]));
        Assert.Equal([true, false, true, true], graph.Trained([true, false, false, false]));
        Assert.Equal(["c", "d"], graph.Reached.Order());
    }

    [Fact]
    public void A_gradient_that_is_stopped_still_comes_to_what_the_task_is_given() =>
        Assert.Equal(["a"], Graph(("a", new BinaryTask()), ("b", new BinaryTask()), ("c", new BinaryTask { Given = "a", From = ["b"], StopGradient = true })).Reached);

    [Fact]
    public void A_circle_and_a_task_that_is_not_there_are_refused()
    {
        Assert.StartsWith("tasks: a task comes before itself", Assert.Throws<ConfigurationException>(() => Graph(("a", new BinaryTask { Given = "b" }), ("b", new BinaryTask { From = ["a"] }))).Message, StringComparison.Ordinal);
        Assert.StartsWith("tasks.a: there is no 'b'", Assert.Throws<ConfigurationException>(() => Graph(("a", new BinaryTask { From = ["b"] }))).Message, StringComparison.Ordinal);
    }

    private static TaskGraph Graph(params (string Name, TaskOptions Options)[] tasks) => new([.. tasks.Select(task => task.Options.Fit(task.Name, Labels.Of("no", "yes")))]);
}
