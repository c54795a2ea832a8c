using Polytask.Data;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

public sealed class InputLayerTests
{
    private static readonly InputShape[] Shapes = [new BagShape("words", 5, 3, Pooling.Mean, false), new DenseShape("size", 2), new BagShape("tag", 4, 2, Pooling.Sum, false)];

    private static readonly EncodedRows Data = new(3,
        [new BagColumn([0, 2, 2, 3], [0, 4, 1], [1, 3, 2], 5), new DenseColumn([1, 2, 3, 4, 5, 6], 2), new BagColumn([0, 1, 2, 3], [3, 0, 3], [1, 1, 1], 4)], []);

    [Fact]
    public void Inputs_stand_side_by_side_in_the_order_of_the_run_file()
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, Shapes);
        Assert.Equal(["inputs.words", "inputs.tag"], store.Tables.Select(table => table.Name));
        Assert.Equal(7, layer.OutputWidth);
        var output = layer.Forward(Pass.Prediction(new Batch(Data, new[] { 2, 0, 1 })));
        var (words, tags) = (store.Tables[0], store.Tables[1]);
        float[] Weighted(int row, int other, float share) => [.. Enumerable.Range(0, 3).Select(i => share * words[row][i] + (1 - share) * words[other][i])];
        float[] expected =
        [
            .. words[1], 5, 6, .. tags[3],
            .. Weighted(0, 4, 0.25f), 1, 2, .. tags[3],
            0, 0, 0, 3, 4, .. tags[0],
        ];
        Autograd.Close(torch.tensor(expected, [3, 7]), output, 1e-6);
    }

    [Fact]
    public void Mixed_rows_are_in_part_what_goes_into_them()
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, [new DenseShape("size", 2)]);
        var data = new EncodedRows(3, [new DenseColumn([1, 2, 3, 4, 5, 6], 2)], []);
        var pass = Pass.Training(new Batch(data, new[] { 2, 0, 1 }), new RandomStream(1, "pass"), mixup: 1);
        var (share, into) = ((float)pass.Batch.Mixing!.Share, pass.Batch.Mixing.Into);
        float[][] rows = [[5, 6], [1, 2], [3, 4]];
        var expected = Enumerable.Range(0, 3).SelectMany(place => rows[place].Zip(rows[Array.IndexOf(into, place)], (own, other) => share * own + (1 - share) * other)).ToArray();
        Autograd.Close(torch.tensor(expected, [3, 2]), layer.Forward(pass), 1e-6);
        Assert.InRange(share, 0.001f, 0.999f);
    }

    [Fact]
    public void Each_table_gets_its_columns_of_the_cotangent()
    {
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, Shapes);
        var cotangent = Numbers.Normal(new RandomStream(1, "cotangent"), 7, 3).t(); // not contiguous, as a pullback may leave it
        layer.Pullback(cotangent, Pass.Training(new Batch(Data, new[] { 2, 0, 1 }), new RandomStream(1, "pass")));
        var (words, tags) = (store.Tables[0].Gradient, store.Tables[1].Gradient);
        Autograd.Close(cotangent[0, ..3], torch.tensor(words[1].ToArray()));
        Autograd.Close(torch.tensor(0.25f) * cotangent[1, ..3], torch.tensor(words[0].ToArray()));
        Autograd.Close(torch.tensor(0.75f) * cotangent[1, ..3], torch.tensor(words[4].ToArray()));
        Autograd.Close(cotangent[0, 5..].add(cotangent[1, 5..], Scalars.One), torch.tensor(tags[3].ToArray()));
        Autograd.Close(cotangent[2, 5..], torch.tensor(tags[0].ToArray()));
        Assert.Equal([1, 0, 4], words.Rows.ToArray());
    }
}
