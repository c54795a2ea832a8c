namespace Polytask.Cli.Tests.Commands;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("training.batchSize", "whole number from 1 to 1000000", "default")]
    [InlineData("tasks.ordinal", "https://arxiv.org/abs/2111.08851", "weight")]
    [InlineData("sharing", "single_task", "hard")]
    [InlineData("adam", "learningRate", "beta1")]
    public void A_key_or_a_kind(string key, params string[] said)
    {
        var output = CliRun.Of("explain", key).Succeeds().Output;
        foreach (var part in said) Assert.Contains(part, output);
    }

    [Fact]
    public void Without_a_key_the_run_file() => Assert.Contains("inputs", CliRun.Of("explain").Succeeds().Output);

    [Fact]
    public void A_key_that_is_misspelt() => CliRun.Of("explain", "training.batchSiz").Refuses(2, "Did you mean 'batchSize'?");
}
