using CsCheck;
using Polytask.Gradients;
using Polytask.Modules;
using Polytask.Testing;

namespace Polytask.Tests.Gradients;

public sealed class GradientNormTests
{
    [Fact]
    public void Clipping_shortens_and_keeps_the_direction() => Gen.Select(Gen.Float[-10, 10].Array[12], Gen.Double[0.1, 30]).ForAll((gradient, limit) =>
    {
        using var store = new ParameterStore(1);
        store.Add("dense", ParameterStore.Shared, [6], Initialisers.Zero);
        var table = store.AddTable("table", ParameterStore.Shared, TableRole.Wide, 50, 3, Initialisers.Zero);
        store.Allocate();
        gradient.AsSpan(0, 6).CopyTo(Numbers.Of(store.Gradients));
        gradient.AsSpan(6, 3).CopyTo(table.Gradient[40]);
        gradient.AsSpan(9, 3).CopyTo(table.Gradient[7]);

        var norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
        Assert.Equal(norm, GradientNorm.Of(store), 1e-9 * Math.Max(1, norm));
        GradientNorm.Clip(store, limit);
        var factor = Math.Min(1, limit / Math.Max(norm, 1e-30));
        float[] clipped = [.. Numbers.Of(store.Gradients), .. table.Gradient[40], .. table.Gradient[7]];
        Assert.All(gradient.Zip(clipped), pair => Assert.Equal(pair.First * factor, pair.Second, 1e-5));
        if (norm <= limit) Assert.Equal(gradient, clipped); // not even rounded
    }, iter: 200);
}
