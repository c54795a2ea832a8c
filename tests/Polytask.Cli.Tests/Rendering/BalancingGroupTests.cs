using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Cli.Rendering;

namespace Polytask.Cli.Tests.Rendering;

public sealed class BalancingGroupTests
{
    [Theory]
    [InlineData("equal", "Losses", "")]
    [InlineData("dtp", "Losses", "scores on validation rows")]
    [InlineData("famo", "Losses", "one more forward pass, after the update")]
    [InlineData("mgda", "Gramian", "")]
    [InlineData("modo", "Gramian", "three passes, with a third of the batch each")]
    [InlineData("rgw", "Gramian", "no inner products")]
    [InlineData("krum", "Gramian", "3 tasks")]
    [InlineData("graddrop", "Jacobian", "")]
    [InlineData("adatask", "Jacobian", "memory as long as 2 gradients per task")]
    [InlineData("config_momentum", "Jacobian", "memory as long as a gradient per task and 2 more")]
    [InlineData("auto_lambda", "Bilevel", "")]
    public void A_method_stands_where_it_belongs(string name, string title, string needs)
    {
        var groups = BalancingGroup.Of(Kinds.Families.Single(family => family.Key == "balancing").Kinds).ToList();
        var group = groups.Single(group => group.Methods.Any(method => method.Kind.Name == name));
        Assert.Equal((title, needs), (group.Title, group.Methods.Single(method => method.Kind.Name == name).Needs));
    }

    [Fact]
    public void A_method_that_its_defaults_do_not_make_is_listed_all_the_same()
    {
        var family = Kinds.Families.Single(family => family.Key == "balancing");
        var group = Assert.Single(BalancingGroup.Of([new Kind("choosy", typeof(Choosy), family, null, null)]));
        Assert.Equal(("Others", "choosy"), (group.Title, Assert.Single(group.Methods).Kind.Name));
    }

    private sealed record Choosy : BalancerOptions
    {
        public override Balancer Create(BalancingProblem problem) => throw new ConfigurationException("balancing: say more.");
    }
}
