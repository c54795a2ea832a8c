using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Sharing;

/// <summary>
/// A trunk on rows of plain numbers, and what papers say of it one number at a time, in double: layers, gates and sums of vectors, read from the parameters by name.
/// </summary>
internal sealed class LiteralTrunk : IDisposable
{
    public const int Rows = 3, Inputs = 4, Words = 6, Embedding = 2;

    // Sums of some ten products of size 1, in float.
    private const double Tolerance = 1e-6;
    private static readonly int[][] Bags = [[0, 3], [1], [5, 2, 4]];
    private readonly TorchSharp.DisposeScope _scope = torch.NewDisposeScope();
    private readonly float[] _numbers = new float[Rows * Inputs];
    private readonly int _tasks;

    public LiteralTrunk(SharingOptions options, int tasks = 3, bool words = false)
    {
        _tasks = tasks;
        Store = new ParameterStore(1);
        InputShape[] numbers = [new DenseShape("x", Inputs)];
        Trunk = options.Create(Store, words ? [.. numbers, new BagShape("words", Words, Embedding, Pooling.Sum, false)] : numbers, [.. Enumerable.Range(0, tasks).Select(Task)]);
        Store.Allocate();
        Numbers.Fill(Numbers.Of(Store.Values), new RandomStream(1, "parameters"), 0.5);
        Numbers.Fill(_numbers, new RandomStream(1, "rows"));
    }

    public ParameterStore Store { get; }

    public SharingTrunk Trunk { get; }

    public Batch Batch => new(new EncodedRows(Rows, [new DenseColumn(_numbers, Inputs), Bag], []), Enumerable.Range(0, Rows).ToArray());

    private static BagColumn Bag => new([0, 2, 3, 6], [.. Bags.SelectMany(bag => bag)], [1, 1, 1, 1, 1, 1], Words);

    /// <summary>How many numbers the parameters have.</summary>
    public long Parameters => Store.Dense.Sum(parameter => parameter.Length);

    public static string Task(int task) => $"t{task}";

    /// <summary>A layer of an expert: relu(W x + b).</summary>
    public double[] Layer(string name, double[] x, int expert = 0) => [.. Linear(name, x, expert).Select(number => Math.Max(0, number))];

    /// <summary>W x + b.</summary>
    public double[] Linear(string name, double[] x, int expert = 0)
    {
        var bias = Numbers.Of(Parameter($"{name}.bias").Value);
        var products = Product($"{name}.weight", x, bias.Length / Count($"{name}.weight"), expert);
        for (var i = 0; i < products.Length; i++) products[i] += bias[expert * products.Length + i];
        return products;
    }

    /// <summary>W x of one in a stack.</summary>
    public double[] Product(string name, double[] x, int outputs, int index = 0)
    {
        var weight = Numbers.Of(Parameter(name).Value).ToArray();
        return [.. Enumerable.Range(0, outputs).Select(i => x.Select((number, j) => weight[(index * outputs + i) * x.Length + j] * number).Sum())];
    }

    public double[] Vector(string name) => [.. Numbers.Of(Parameter(name).Value).ToArray().Select(number => (double)number)];

    public static double[] Softmax(double[] logits) => [.. logits.Select(logit => Math.Exp(logit) / logits.Sum(Math.Exp))];

    public static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>Σ weight × vector.</summary>
    public static double[] Mix(IReadOnlyList<double> weights, IReadOnlyList<double[]> vectors)
    {
        Assert.Equal(weights.Count, vectors.Count);
        return [.. vectors[0].Select((_, i) => vectors.Select((vector, k) => weights[k] * vector[i]).Sum())];
    }

    /// <summary>softmax(W x) over experts, and their sum by it.</summary>
    public double[] Gated(string gate, double[] x, IReadOnlyList<double[]> experts) => Mix(Softmax(Product($"{gate}.weight", x, experts.Count)), experts);

    /// <summary>The numbers of a row, and the sum of the vectors of its words.</summary>
    public double[] Embedded(string table, int row)
    {
        var vectors = Store.Tables.Single(its => its.Name == table);
        return [.. Row(row), .. Enumerable.Range(0, Embedding).Select(i => Bags[row].Sum(word => (double)vectors[word][i]))];
    }

    /// <summary>Holds every task's representation of every row to an expression of the row.</summary>
    public void Is(Func<int, double[], double[]> expression) => IsByRow((task, row) => expression(task, Row(row)));

    /// <summary>Holds every task's representation of every row to an expression of the row's number.</summary>
    public void IsByRow(Func<int, int, double[]> expression)
    {
        foreach (var (task, row, found) in Found())
        {
            var expected = expression(task, row);
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < found.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"task {task}, row {row}: expected {expected[i]}, found {found[i]}");
        }
    }

    /// <summary>Every task's representation of every row.</summary>
    public IEnumerable<(int Task, int Row, float[] Numbers)> Found()
    {
        var all = Enumerable.Repeat(true, Trunk.Shapes.Count).ToArray();
        var found = Trunk.Forward(all, Pass.Prediction(Batch));
        for (var task = 0; task < _tasks; task++)
        {
            var representation = Numbers.Of(found[Trunk.RepresentationOf[task]]!.contiguous()).ToArray();
            for (var row = 0; row < Rows; row++) yield return (task, row, representation[(row * representation.Length / Rows)..((row + 1) * representation.Length / Rows)]);
        }
    }

    public double[] Row(int row) => [.. _numbers.Skip(row * Inputs).Take(Inputs).Select(number => (double)number)];

    /// <summary>Copies the parameters of a trunk of experts that has one of each.</summary>
    public void Take(LiteralTrunk other)
    {
        foreach (var parameter in Store.Dense)
            Numbers.Of(other.Store.Dense.Single(its => its.Name.Replace(".experts", "", StringComparison.Ordinal) == parameter.Name).Value).CopyTo(Numbers.Of(parameter.Value));
    }

    private Parameter Parameter(string name) => Store.Dense.Single(parameter => parameter.Name == name);

    private int Count(string name) => Parameter(name).Shape is [var count, _, _] ? (int)count : 1;

    public void Dispose()
    {
        Store.Dispose();
        _scope.Dispose();
    }
}
