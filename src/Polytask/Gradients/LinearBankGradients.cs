using Polytask.Modules;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>The gradients of a member of a bank of linear layers: of each expert as of one linear layer.</summary>
internal sealed class LinearBankGradients : LayerGradients
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly LinearGradients[] _experts;

    /// <summary>Takes the experts apart.</summary>
    /// <param name="weight">[experts, outputs, inputs].</param>
    /// <param name="bias">[experts, outputs].</param>
    /// <param name="input">[batch, inputs], or [experts, batch, inputs].</param>
    /// <param name="cotangents">[tasks, experts, batch, outputs].</param>
    /// <param name="rows">Whose cotangents they are.</param>
    public LinearBankGradients(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangents, CotangentRows rows)
    {
        (_weight, _bias) = (weight, bias);
        var experts = cotangents.size(1);
        _experts = [.. Enumerable.Range(0, checked((int)experts)).Select(expert => new LinearGradients(
            weight.Part(expert, experts, cotangents.size(-1), input.size(-1)), bias.Part(expert, experts, cotangents.size(-1)),
            input.dim() == 2 ? input : input[expert], cotangents.select(1, expert), rows))];
    }

    public override string Layer => SharedNumbers.LayerOf(_weight.Name);

    public override void AddGramian(LayerGradients other, SquareMatrix gramian)
    {
        foreach (var (expert, its) in _experts.Zip(((LinearBankGradients)other)._experts)) expert.AddGramian(its, gramian);
    }

    public override void Accumulate(ReadOnlySpan<double> weights)
    {
        foreach (var expert in _experts) expert.Accumulate(weights);
    }

    public override void AddSegments(SharedNumbers numbers, List<Segment> segments)
    {
        for (var expert = 0; expert < _experts.Length; expert++)
            foreach (var parameter in new[] { _weight, _bias })
            {
                var length = checked((int)(parameter.Length / _experts.Length));
                segments.Add(new Segment(segments.Count > 0 ? segments[^1].Start + segments[^1].Length : 0, length, numbers[parameter.Name] + (long)expert * length));
            }
    }

    public override int Fill(Jacobian jacobian, int start)
    {
        foreach (var expert in _experts) start = expert.Fill(jacobian, start);
        return start;
    }

    public override int Scatter(ReadOnlySpan<float> direction, int start)
    {
        foreach (var expert in _experts) start = expert.Scatter(direction, start);
        return start;
    }
}
