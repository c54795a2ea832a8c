using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Models;

namespace Polytask.Training;

/// <summary>Whether a method that looks at gradients fits the model.</summary>
internal static class BalanceFit
{
    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ConfigurationException">The model shares nothing, or has no shared representation where one is needed.</exception>
    public static void Check(TrainingSetup setup, GradientBalancing options, MultiTaskModel model)
    {
        var (kind, sharing) = (Kinds.Of(options.GetType()).Name, Kinds.Of(setup.Sharing.GetType()).Name);
        if (!model.HasSharedParameters)
            throw new ConfigurationException($"balancing: '{kind}' balances the gradients of shared parameters, but with sharing '{sharing}' there are none. Choose another sharing, or balancing: equal.");
        if (options.Level == BalancingLevel.Parameters) return;
        if (options.FeaturesProblem is { } problem) throw new ConfigurationException($"balancing.level: '{kind}' cannot work at the representation: {problem}. Set it to parameters.");
        if (!model.HasSharedRepresentation) throw new ConfigurationException($"balancing.level: with sharing '{sharing}' there is no representation that all tasks read. Set it to parameters.");
        if (options.Groups != BalancingGroups.Whole) throw new ConfigurationException("balancing.groups: at the representation there are no layers. Set level to parameters, or groups to whole.");
    }
}
