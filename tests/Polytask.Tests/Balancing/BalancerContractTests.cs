using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Testing;

namespace Polytask.Tests.Balancing;

/// <summary>Every method of the catalogue keeps the contract, with its defaults and in what its options can change of where it works.</summary>
public sealed class BalancerContractTests
{
    public static TheoryData<string> Names => [.. Methods.Keys];

    /// <summary>Every kind of the library, and what those that cannot do without an option are given.</summary>
    private static Dictionary<string, BalancerOptions> Methods { get; } = Kinds.Families.Single(family => family.Key == "balancing").Kinds
        .Where(kind => kind.Options.Assembly == typeof(Equal).Assembly)
        .ToDictionary(kind => kind.Name, kind => (BalancerOptions)Activator.CreateInstance(kind.Options)!);

    [Theory, MemberData(nameof(Names))]
    public void Whole_runs(string kind) => BalancerContract.Holds(Methods[kind]);
}
