using Polytask.Models;
using Polytask.Testing;
using Polytask.Tests.Training;

namespace Polytask.Tests.Models;

public sealed class ParameterSnapshotTests
{
    [Fact]
    public void What_was_taken_is_put_back_bit_for_bit()
    {
        using var model = Toy.Setup().CreateModel();
        var before = ParameterSnapshot.Take(model.Parameters);
        Numbers.Of(model.Parameters.Values).Fill(7);
        foreach (var table in model.Parameters.Tables) table[table.Rows - 1].Fill(7);
        Assert.NotEqual(Values(before), Values(ParameterSnapshot.Take(model.Parameters)));
        before.Restore(model.Parameters);
        Assert.Equal(Values(before), Values(ParameterSnapshot.Take(model.Parameters)));
        Assert.Equal(model.Parameters.Dense.Sum(p => p.Length) + model.Parameters.Tables.Sum(t => t.Length), Values(before).Count());
    }

    [Fact]
    public void Squares_of_gradients_are_added_in_their_places()
    {
        using var model = Toy.Setup().CreateModel();
        var store = model.Parameters;
        var sum = ParameterSnapshot.Zeros(store);
        Numbers.Of(store.Dense[1].Gradient)[2] = 3;
        store.Tables[1].Gradient[4][1] = -2;
        sum.AddSquaredGradients(store, 0.5);
        sum.AddSquaredGradients(store, 0.25);
        var expected = ParameterSnapshot.Zeros(store);
        expected.Arrays[1].Values[2] = 6.75f;
        expected.Arrays[store.Dense.Count + 1].Values[4 * store.Tables[1].Width + 1] = 3;
        Assert.Equal(Values(expected), Values(sum));
    }

    private static IEnumerable<float> Values(ParameterSnapshot snapshot) => snapshot.Arrays.SelectMany(array => array.Values);
}
