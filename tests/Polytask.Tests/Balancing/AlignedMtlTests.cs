using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class AlignedMtlTests
{
    [Fact]
    public void It_is_TorchJDs_times_the_number_of_tasks()
    {
        References.Compare(ReferenceVector.Of("torchjd", "AlignedMTL", "run"), vector => new AlignedMtl { Scale = Enum.Parse<AlignedScale>(vector.Parameters.GetProperty("scale_mode").GetString()!, ignoreCase: true) }, References.Factor);
        References.Compare(ReferenceVector.Of("torchjd", "AlignedMTL", "test"), _ => new AlignedMtl(), References.Factor);
    }

    [Fact]
    public void It_is_LibMTLs() => References.Compare(ReferenceVector.Of("LibMTL", "Aligned_MTL"), _ => new AlignedMtl());

    [Fact]
    public void Aligned_gradients_are_orthogonal_and_of_one_length() => Jacobians.Independent.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        // The weights of a task preferred above all others are its aligned gradient.
        var aligned = Enumerable.Range(0, jacobian.Length).Select(task => Steps.Weights(
            new AlignedMtl { Preference = Enumerable.Range(0, jacobian.Length).ToDictionary(k => $"{(char)('a' + k)}", k => k == task ? 1 : 1e-300) },
            new double[jacobian.Length], gramian)).ToArray();
        var square = gramian.Square(aligned[0]);
        for (var i = 0; i < aligned.Length; i++)
            for (var k = 0; k < aligned.Length; k++)
                Assert.Equal(i == k ? square : 0, aligned[i].Zip(Jacobians.Products(gramian, aligned[k]), (x, y) => x * y).Sum(), 1e-8 * square); // rounding times the condition
    });

    [Fact]
    public void Without_gradients_there_is_no_step() => Assert.Equal([0, 0], Steps.Weights(new AlignedMtl(), [1, 1], new SquareMatrix(2)));
}
