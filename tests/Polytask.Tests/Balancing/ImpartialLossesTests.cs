using System.Text.Json;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ImpartialLossesTests
{
    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.IMTLL"))
        {
            var method = LossMethods.Create(new ImpartialLosses(), vector.Losses.Length);
            LossMethods.Numbers(vector, "log_scale", 0, vector.Losses.Length).CopyTo(LossMethods.Memory(method, "scale"), 0);
            LossMethods.Close(vector.Numbers("grad_wrt_losses"), LossMethods.Weigh(method, vector.Losses), vector.Tolerance, vector.Id);
            var slopes = LossMethods.Memory(method, "adam.first").Select(moment => moment / 0.1); // Adam's first moment after the first gradient is a tenth of it.
            LossMethods.Close(vector.Expected.GetProperty("param_grad").GetProperty("log_scale").Deserialize<double[]>()!, [.. slopes], vector.Tolerance, vector.Id);
        }
    }

    [Fact]
    public void Weighted_losses_become_1()
    {
        var method = LossMethods.Create(new ImpartialLosses(), 2);
        for (var number = 0; number < 5000; number++) LossMethods.Weigh(method, [0.2, 30]);
        var weights = LossMethods.Weigh(method, [0.2, 30]);
        LossMethods.Close([1, 1], [weights[0] * 0.2, weights[1] * 30], 1e-5); // How near Adam comes in 5000 steps of 0.025.
    }
}
