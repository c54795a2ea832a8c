using Polytask.Data;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

/// <summary>A trunk on small images, and what papers say of it, in double, with the parameters read by name.</summary>
internal sealed class LiteralMaps : IDisposable
{
    public const int Rows = 3, Size = 8;
    public static readonly ImageShape Image = new("image", new RowShape(2, Size, Size));
    public static readonly string[] Names = ["mask", "edge", "depth"];

    // Sums of some hundred products of numbers below 1, in float.
    private const double Tolerance = 1e-6;
    private readonly Dictionary<string, torch.Tensor> _leaves = [];
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public LiteralMaps(SharingOptions options)
    {
        Store = new ParameterStore(1);
        Trunk = options.Create(Store, [Image], Names);
        Store.Allocate();
        Numbers.Fill(Numbers.Of(Store.Values), new RandomStream(1, "parameters"), 0.2);
        var numbers = new float[Rows * Image.Image.Numbers];
        Numbers.Fill(numbers, new RandomStream(1, "rows"));
        Batch = new Batch(new EncodedRows(Rows, [new DenseColumn(numbers, Image.Image.Numbers)], []), Enumerable.Range(0, Rows).ToArray());
        Images = torch.tensor(numbers).to_type(torch.ScalarType.Float64).view(Rows, Image.Image.Channels, Size, Size);
    }

    public ParameterStore Store { get; }

    public SharingTrunk Trunk { get; }

    public Batch Batch { get; }

    public torch.Tensor Images { get; }

    public long Parameters => Store.Dense.Sum(parameter => parameter.Length);

    public torch.Tensor Of(string name)
    {
        if (!_leaves.TryGetValue(name, out var leaf)) _leaves[name] = leaf = Store.Dense.Single(parameter => parameter.Name == name).Value.to_type(torch.ScalarType.Float64).requires_grad_();
        return leaf;
    }

    public bool Has(string name) => Store.Dense.Any(parameter => parameter.Name == name);

    /// <summary>W ∗ x, and b where there is one; with an odd kernel maps keep their size.</summary>
    public torch.Tensor Convolve(string name, torch.Tensor maps)
    {
        var weight = Of($"{name}.weight");
        return F.conv2d(maps, weight, Has($"{name}.bias") ? Of($"{name}.bias") : null, padding: [weight.size(2) / 2, weight.size(2) / 2]);
    }

    /// <summary>F_k + Σ σ(W_jk ∗ F_j) ⊙ (V_jk ∗ F_j).</summary>
    public torch.Tensor Distilled(string name, int k, IReadOnlyList<torch.Tensor> maps) => Names.Index().Where(other => other.Index != k).Aggregate(maps[k], (sum, other) =>
        sum.add(Convolve($"{name}.{Names[k]}.from.{other.Item}.attention", maps[other.Index]).sigmoid() * Convolve($"{name}.{Names[k]}.from.{other.Item}.message", maps[other.Index]), Scalars.One));

    /// <summary>Every task's representation, or what it predicts of first, where it predicts.</summary>
    public torch.Tensor[] Found()
    {
        bool[] needed = [.. Trunk.Shapes.Select((_, place) => Trunk.RepresentationOf.Contains(place))];
        return [.. Trunk.Forward(needed, Pass.Prediction(Batch)).Where(one => one is not null).Select(one => one!)];
    }

    /// <summary>Holds every task's representation to an expression, and the gradients of all parameters to those of autograd.</summary>
    public void Is(Func<int, torch.Tensor> expression)
    {
        torch.Tensor[] expected = [.. Names.Select((_, task) => expression(task).flatten(1))];
        foreach (var (task, found) in Found().Index()) Close($"task {task}", expected[task], found);

        var pass = Pass.Training(Batch, new RandomStream(1, "pass"));
        var random = new RandomStream(1, "cotangents");
        Trunk.Forward([.. Trunk.Shapes.Select((_, place) => Trunk.RepresentationOf.Contains(place))], pass);
        torch.Tensor?[] cotangents = [.. Trunk.Shapes.Select((shape, place) => Trunk.RepresentationOf.Contains(place) ? Numbers.Normal(random, Rows, shape.Numbers) : null)];
        Trunk.Pullback(cotangents, pass);
        expected.Zip(cotangents, (one, cotangent) => (one * cotangent!.to_type(torch.ScalarType.Float64)).sum()).Aggregate((sum, one) => sum.add(one, Scalars.One)).backward();
        foreach (var parameter in Store.Dense) Close(parameter.Name, _leaves[parameter.Name].grad!, parameter.Gradient);
    }

    private static void Close(string what, torch.Tensor expected, torch.Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        var off = (found.to_type(torch.ScalarType.Float64) - expected).abs().max().item<double>();
        Assert.True(off <= Tolerance * Math.Max(1, expected.abs().max().item<double>()), $"{what}: off by {off}");
    }

    public void Dispose()
    {
        Store.Dispose();
        _scope.Dispose();
    }
}
