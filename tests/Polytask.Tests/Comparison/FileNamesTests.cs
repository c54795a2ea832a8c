using Polytask.Comparison;

namespace Polytask.Tests.Comparison;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("run file", "run-file")]
    [InlineData("mmoe, {kind: cagrad, c: 0.4}", "mmoe-kind-cagrad-c-0.4")]
    [InlineData("weights 1.20 : 0.80", "weights-1.20-0.80")]
    public void Nothing_is_left_that_a_path_or_a_shell_would_mind(string name, string file) => Assert.Equal(file, FileNames.Of(name));
}
