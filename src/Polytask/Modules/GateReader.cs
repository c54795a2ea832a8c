namespace Polytask.Modules;

/// <summary>An expert in a bank.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Label">What people call it: "shared 1".</param>
/// <param name="Group">What its parameters' names have of their own: a task or a group of tasks; nothing where all share it.</param>
public sealed record Expert(int Place, string Label, string Group = "");

/// <summary>Who reads a mixture of experts through a gate.</summary>
/// <param name="Name">The gate's name: begins the names of its parameters.</param>
/// <param name="Owner">The owner of its parameters.</param>
/// <param name="Experts">The experts that it chooses from.</param>
public sealed record GateReader(string Name, string Owner, IReadOnlyList<Expert> Experts)
{
    /// <summary>The gate's parameters in a stack of gates.</summary>
    internal StackMember Member => new(Name, Owner, 1);

    /// <summary>Has the store know what the gate reads.</summary>
    internal void Describe(ParameterStore store) =>
        store.Describe(Name, reads: [.. Experts.Select(expert => expert.Group.Length > 0 ? expert.Group : ParameterStore.Shared).Distinct()]);
}
