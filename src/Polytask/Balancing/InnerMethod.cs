using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>The gradient method inside another one.</summary>
internal static class InnerMethod
{
    /// <summary>Makes the inner method; what all gradient methods have in common is the outer one's to say.</summary>
    /// <param name="outer">The options of the outer method.</param>
    /// <param name="inner">The options of the inner one.</param>
    /// <param name="problem">The model.</param>
    /// <param name="fits">Whether the outer method can use it.</param>
    /// <param name="expected">What the outer method can use, for messages: "a method that weighs gradients".</param>
    /// <exception cref="ConfigurationException">The outer method cannot use it.</exception>
    public static T Create<T>(GradientBalancing outer, BalancerOptions inner, BalancingProblem problem, Func<T, bool> fits, string expected) where T : Balancer
    {
        var (name, own) = (Kinds.Of(inner.GetType()).Name, Kinds.Of(outer.GetType()).Name);
        if (inner is GradientBalancing { Level: var level, Groups: var groups, Path: var path } && (level, groups, path) != default)
            throw new ConfigurationException($"balancing.method: level, groups and path belong to '{own}', found one at '{name}'. Move it up.");
        var method = inner.Create(problem);
        if (method is T fit && fits(fit)) return fit;
        (method as IDisposable)?.Dispose();
        throw new ConfigurationException($"balancing.method: '{own}' expects {expected}, and '{name}' is none. Choose another, 'pcgrad' for one.");
    }
}
