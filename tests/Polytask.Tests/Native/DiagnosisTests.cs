using Polytask.Native;

namespace Polytask.Tests.Native;

public sealed class DiagnosisTests
{
    [Fact]
    public void A_machine_that_runs_the_tests_is_well()
    {
        var diagnosis = Diagnosis.Take();
        Assert.True(diagnosis.Ok, string.Join('\n', diagnosis.Checks));
        Assert.Equal(["libtorch loads", "tensors multiply"], diagnosis.Checks.Select(check => check.Name));
        Assert.Same(LibTorch.Init(), diagnosis.Load);
    }
}
