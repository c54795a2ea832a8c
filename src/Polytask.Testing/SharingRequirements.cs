using System.Text.RegularExpressions;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using TorchSharp;

namespace Polytask.Testing;

/// <summary>What the contract of architectures asks of a model as it stands.</summary>
internal static partial class SharingRequirements
{
    // Kernels add up in another order for other numbers of rows.
    private const double Rounding = 1e-4;

    /// <summary>Two models of one seed are equal.</summary>
    public static void RequireEqual(ParameterStore one, ParameterStore other)
    {
        foreach (var (a, b) in ParameterSnapshot.Take(one).Arrays.Zip(ParameterSnapshot.Take(other).Arrays))
            Contract.Requires(a.Name == b.Name && a.Values.AsSpan().SequenceEqual(b.Values), $"Expected equal models of one seed, found different '{a.Name}' and '{b.Name}'.");
    }

    /// <summary>Names are dotted words, and an owner is a task or stands for all.</summary>
    public static void RequireNames(MultiTaskModel model)
    {
        foreach (var (name, owner) in Parameters(model))
        {
            Contract.Requires(DottedWords().IsMatch(name), $"Expected a name of words and dots, such as trunk.0.weight, found '{name}'.");
            Contract.Requires(owner == ParameterStore.Shared || model.Tasks.Contains(owner), $"{name}: expected '{ParameterStore.Shared}' or a task as the owner, found '{owner}'.");
        }
    }

    /// <summary>Every parameter is moved: by its task, or, where all tasks own it, by two at least. With one task, gates may have nothing to choose from.</summary>
    /// <param name="model">The model.</param>
    /// <param name="moved">How many tasks move each parameter.</param>
    public static void RequireOwners(MultiTaskModel model, Dictionary<string, int> moved)
    {
        if (model.Tasks.Count == 1) return;
        foreach (var (name, owner) in Parameters(model))
        {
            var (least, found) = (owner == ParameterStore.Shared ? 2 : 1, moved.GetValueOrDefault(name));
            Contract.Requires(found >= least, $"{name} of '{owner}': expected a gradient of at least {least} of {model.Tasks.Count} tasks, found {found}. It is not read, or is one task's own.");
        }
    }

    /// <summary>A row's outputs are the same in a batch and alone.</summary>
    public static void RequireIndependentRows(MultiTaskModel model, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        bool[] all = [.. model.Tasks.Select(_ => true)];
        var together = model.Forward(Pass.Prediction(batch), all);
        for (var row = 0; row < batch.Count; row++)
        {
            var alone = model.Forward(Pass.Prediction(batch with { Rows = batch.Rows.Slice(row, 1) }), all);
            for (var task = 0; task < all.Length; task++)
                foreach (var (one, other) in together[task, row].ToArray().Zip(alone[task, 0].ToArray()))
                    Contract.Requires(Math.Abs(one - other) < Rounding, $"Expected the same outputs for a row in a batch and alone, found {one} and {other}.");
        }
    }

    /// <summary>What is pulled back to an input of numbers are the derivatives of predictions, and no gradient of a parameter changes.</summary>
    public static void RequireInputDerivatives(MultiTaskModel model, Batch batch, int input, long seed)
    {
        using var scope = torch.NewDisposeScope();
        bool[] all = [.. model.Tasks.Select(_ => true)];
        model.Parameters.ZeroGradients();
        var pass = Pass.Explaining(batch);
        var cotangents = model.Forward(pass, all).ZerosLike();
        var random = new RandomStream(seed, "input cotangents");
        for (var task = 0; task < all.Length; task++)
            for (var row = 0; row < batch.Count; row++) Numbers.Fill(cotangents[task, row], random);
        var differences = new CentralDifferences();
        differences.Check($"input {input}", ((DenseColumn)batch.Data.Inputs[input]).Values, Numbers.Of(model.PullbackToInput(cotangents, pass, input).contiguous()), () =>
        {
            using var inner = torch.NewDisposeScope();
            var outputs = model.Forward(Pass.Prediction(batch), all);
            return Enumerable.Range(0, all.Length).Sum(task => Enumerable.Range(0, batch.Count).Sum(row => Numbers.Dot(outputs[task, row], cotangents[task, row])));
        });
        differences.RequireSmooth();
        Contract.Requires(
            model.Parameters.Dense.All(parameter => !Numbers.Of(parameter.Gradient).ContainsAnyExcept(0f))
            && model.Parameters.Tables.All(table => Enumerable.Range(0, table.Rows).All(row => !table.Gradient[row].ContainsAnyExcept(0f))),
            $"Expected no gradient of a parameter from a way back to the inputs, found one.");
    }

    /// <summary>A model made anew of the written options and given the parameters by name predicts the same, bit for bit, and so does the model itself a second time.</summary>
    public static void RequireSaved(MultiTaskModel model, SharingOptions sharing, IReadOnlyList<InputShape> inputs, IReadOnlyList<(string Name, HeadShape Head)> tasks, Batch batch)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) Catalog.OptionJson.Write(json, sharing);
        using var document = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        using var read = new MultiTaskModel(inputs, tasks, Catalog.OptionJson.Read<SharingOptions>(document.RootElement, "saved"), seed: 0);
        var saved = ParameterSnapshot.Take(model.Parameters).Arrays.ToDictionary(array => array.Name);
        ParameterSnapshot.Read(read.Parameters, (name, shape) => saved.TryGetValue(name, out var array) && array.Shape.SequenceEqual(shape)
            ? array.Values : throw new ContractException($"Expected a saved parameter '{name}' [{string.Join(", ", shape)}], found none.")).Restore(read.Parameters);
        bool[] all = [.. tasks.Select(_ => true)];
        using var scope = torch.NewDisposeScope();
        var (first, again, loaded) = (model.Forward(Pass.Prediction(batch), all), model.Forward(Pass.Prediction(batch), all), read.Forward(Pass.Prediction(batch), all));
        for (var row = 0; row < batch.Count; row++)
            for (var task = 0; task < all.Length; task++)
            {
                Contract.Requires(first[task, row].SequenceEqual(again[task, row]), $"Expected the same prediction twice, found two.");
                Contract.Requires(first[task, row].SequenceEqual(loaded[task, row]), $"Expected a saved and loaded model to predict the same, found another prediction.");
            }
    }

    private static IEnumerable<(string Name, string Owner)> Parameters(MultiTaskModel model) =>
        model.Parameters.Dense.Select(p => (p.Name, p.Owner)).Concat(model.Parameters.Tables.Select(t => (t.Name, t.Owner)));

    [GeneratedRegex(@"^[a-z0-9_]+(\.[a-z0-9_]+)*\z")]
    private static partial Regex DottedWords();
}
