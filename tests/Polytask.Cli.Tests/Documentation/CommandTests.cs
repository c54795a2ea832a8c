namespace Polytask.Cli.Tests.Documentation;

/// <summary>Commands of the pages, but for those that are there to fail, are commands of the program.</summary>
public sealed class CommandTests
{
    public static TheoryData<string> Pages() => [.. Page.All.Where(page => page.Blocks.Any(block => block.Language == "sh")).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_program_knows_the_commands_and_options(string page) =>
        Assert.All(Page.Of(page).Blocks.Where(block => block.Language == "sh").SelectMany(Shell.Commands).Where(command => command.ExitCode == 0), Parse);

    [Theory]
    [InlineData("polytask trian run.yaml")]
    [InlineData("polytask train run.yaml --epochs 3")]
    [InlineData("polytask train")]
    public void A_planted_command_that_the_program_does_not_know_is_found(string line) =>
        Assert.Throws<ConfigurationException>(() => Parse(Shell.Commands(new Block("sh", line, 1)).Single()));

    [Fact]
    public void A_planted_program_that_pages_do_not_use_is_found() =>
        Assert.Throws<FormatException>(() => Shell.Commands(new Block("sh", "rm -r runs", 1)).ToList());

    [Fact]
    public void Words_in_quotes_are_one_argument_and_comments_are_none() =>
        Assert.Equal(["predict", "runs/a", "--text", "It's late."], Shell.Commands(new Block("sh", "# a\npolytask predict runs/a --text \"It's late.\"  # b", 1)).Single().Arguments);

    private static void Parse(ShellCommand command) => CommandLine.Parse(command.Arguments, new Terminal(Stream.Null, Stream.Null, Stream.Null, () => default));
}
