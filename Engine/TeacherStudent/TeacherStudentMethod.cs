namespace ScalingTools.TeacherStudent;

/// <summary>How a student is trained.</summary>
public enum TeacherStudentMethod
{
    /// <summary>Online SGD: fresh samples at each step, v(t+1) = v(t) - η ∇ (1/B) Σ_b (f*(x_b) - f(x_b))².</summary>
    Sgd,
    /// <summary>dv/dt = -η ∇L of the population loss L = E(f* - f)²: time counts in steps, so that it can be laid beside Sgd.</summary>
    PopulationFlow,
}
